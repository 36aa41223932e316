/* The composer: nothing typed is lost. Drafts go to the server while typing; when that fails they
   stay in this tab; when the page part around them is exchanged they are put back. */

const SAVE_AFTER_MS = 700;
const timers = new WeakMap();
let typed = new Map();

const composer = () => document.querySelector("[data-composer]");
const panelOf = (element) => element.closest("form[data-kind]");
const texts = () => [...document.querySelectorAll("[data-draft-text]")];
const keyOf = (panel) => `draft:${composer()?.dataset.composer}:${panel.dataset.kind}`;

const say = (panel, what) => {
  const place = panel.querySelector("[data-draft-state]");
  if (place) place.textContent = what ? place.dataset[what] : "";
};

const keepHere = (panel, text) => {
  try {
    if (text === null) sessionStorage.removeItem(keyOf(panel));
    else sessionStorage.setItem(keyOf(panel), text);
  } catch {
    /* No room or not allowed; the server's copy is what counts. */
  }
};

const form = (panel, text) => {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", panel.elements.csrfmiddlewaretoken.value);
  data.set("kind", panel.dataset.kind);
  data.set("text", text);
  return data;
};

const save = async (panel) => {
  const { value } = panel.elements.text;
  say(panel, "saving");
  const answer = await fetch(panel.dataset.draft, { method: "POST", body: form(panel, value) })
    .then((response) => response.ok && !response.redirected)
    .catch(() => false);
  if (panel.elements.text.value !== value) return;
  keepHere(panel, answer ? null : value);
  say(panel, answer ? (value ? "saved" : "") : "unsaved");
};

const saveSoon = (panel) => {
  clearTimeout(timers.get(panel));
  keepHere(panel, panel.elements.text.value);
  timers.set(panel, setTimeout(() => save(panel), SAVE_AFTER_MS));
};

const saveOnLeaving = () => {
  for (const text of texts()) {
    const panel = panelOf(text);
    if (text.value !== text.defaultValue && panel.dataset.draft) {
      navigator.sendBeacon(panel.dataset.draft, form(panel, text.value));
    }
  }
};

const restoreHere = () => {
  for (const text of texts()) {
    let kept = null;
    try {
      kept = sessionStorage.getItem(keyOf(panelOf(text)));
    } catch {
      continue;
    }
    if (kept !== null && kept !== text.value) {
      text.value = kept;
      saveSoon(panelOf(text));
    }
  }
};

/* A part of the page is about to be exchanged: remember what is typed for this ticket. */
const remember = () => {
  const changed = texts().filter((text) => text.value !== text.defaultValue);
  typed = new Map(changed.map((text) => [keyOf(panelOf(text)), text.value]));
  const chosen = composer()?.querySelector('input[name="tab"]:checked')?.value;
  typed.set(`tab:${composer()?.dataset.composer}`, chosen);
};

const putBack = (sent) => {
  for (const text of texts()) {
    const key = keyOf(panelOf(text));
    if (typed.has(key) && key !== sent && typed.get(key) !== text.value) {
      text.value = typed.get(key);
    }
  }
  const tab = typed.get(`tab:${composer()?.dataset.composer}`);
  const radio = tab && composer()?.querySelector(`input[name="tab"][value="${CSS.escape(tab)}"]`);
  if (radio) radio.checked = true;
  typed = new Map();
};

/** Puts the cursor into the text of a way to answer: "note", or the first that sends. */
export const openTab = (kind) => {
  const panels = [...document.querySelectorAll(".composer__panel[data-kind]")];
  const current = composer()?.querySelector('input[name="tab"]:checked')?.value;
  const wanted = kind === "note" ? "note" : current === "note" ? null : current;
  const panel =
    panels.find((one) => one.dataset.kind === wanted) ??
    panels.find((one) => one.dataset.kind !== "note");
  if (!panel) return;
  const radio = composer().querySelector(`input[name="tab"][value="${CSS.escape(panel.dataset.kind)}"]`);
  if (radio) radio.checked = true;
  const text = panel.querySelector("textarea");
  text?.focus();
  text?.setSelectionRange(text.value.length, text.value.length);
};

const countFiles = (input) => {
  const place = panelOf(input).querySelector("[data-draft-state]");
  const { length } = input.files;
  place.textContent =
    length === 1 ? place.dataset.filesOne : length ? place.dataset.filesMany.replace("{n}", length) : "";
};

const sentKey = (event) => {
  const panel = event.detail.requestConfig?.elt?.closest?.("form[data-kind]");
  return panel && event.detail.xhr.status < 400 ? keyOf(panel) : null;
};

export const watchComposer = () => {
  let sent = null;
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-draft-text]")) saveSoon(panelOf(event.target));
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches(".composer__file input")) countFiles(event.target);
    if (event.target.matches('.composer input[name="tab"]')) openTab(event.target.value);
  });
  document.addEventListener("keydown", (event) => {
    const panel = event.target.closest?.("form[data-kind]");
    if (panel && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      panel.requestSubmit(panel.querySelector("[data-send], [data-anyway]"));
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-focus-text]")) panelOf(event.target).elements.text.focus();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const panel = event.target.closest?.("form[data-kind]");
    if (!panel) return;
    clearTimeout(timers.get(panel));
    for (const button of panel.querySelectorAll("button")) button.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", () => {
    for (const button of document.querySelectorAll('.composer [aria-busy="true"]')) {
      button.removeAttribute("aria-busy");
    }
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.shouldSwap) return;
    sent = sentKey(event);
    if (sent) sessionStorage.removeItem(sent);
    remember();
  });
  document.addEventListener("htmx:afterSwap", () => {
    putBack(sent);
    sent = null;
    restoreHere();
  });
  addEventListener("pagehide", saveOnLeaving);
  restoreHere();
};
