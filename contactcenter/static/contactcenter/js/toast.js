/* Short messages at the bottom, with an action such as Undo. They wait while looked at. */

const region = () => document.getElementById("toasts");

const leaveAfter = (element, seconds) => {
  let timer;
  const start = () => {
    timer = setTimeout(() => element.remove(), seconds * 1000);
  };
  const stop = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) element.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) element.addEventListener(name, start);
  start();
};

/** Shows a text; `action` is `{label, run}`. Returns the element, so that it can be taken back. */
export const toast = (text, { action = null, bad = false, seconds = 8, id = "" } = {}) => {
  const element = document.getElementById("toast").content.cloneNode(true).firstElementChild;
  if (id) {
    region().querySelector(`[data-id="${CSS.escape(id)}"]`)?.remove();
    element.dataset.id = id;
  }
  element.classList.toggle("toast--bad", bad);
  element.querySelector(".toast__text").textContent = text;
  if (action) {
    const button = element.querySelector(".toast__action");
    button.hidden = false;
    button.textContent = action.label;
    button.addEventListener("click", () => {
      element.remove();
      action.run();
    });
  }
  element.dataset.timed = "";
  region().append(element);
  if (!bad) leaveAfter(element, seconds);
  return element;
};

/** Reads a text out without showing it. */
export const announce = (text) => {
  const place = document.getElementById("announcer");
  place.textContent = "";
  requestAnimationFrame(() => {
    place.textContent = text;
  });
};

const failed = (text) => toast(text, { bad: true, id: "failed" });

export const watchToasts = () => {
  document.addEventListener("click", (event) => {
    if (event.target.closest(".toast [data-close]")) event.target.closest(".toast").remove();
  });
  const time = () => {
    for (const element of region().querySelectorAll(".toast:not([data-timed])")) {
      element.dataset.timed = "";
      if (!element.matches(".toast--bad")) leaveAfter(element, 8);
    }
  };
  time();
  document.addEventListener("htmx:afterSettle", time);
  document.addEventListener("htmx:sendError", () => failed(region().dataset.offline));
  document.addEventListener("htmx:timeout", () => failed(region().dataset.offline));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) location.reload();
    else failed(region().dataset.failed);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) region().querySelector('[data-id="failed"]')?.remove();
  });
};
