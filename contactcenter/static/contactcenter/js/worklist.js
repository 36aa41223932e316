/* The list: refreshed in place, never moving a row under the pointer or the focus. */

const list = () => document.querySelector(".worklist");
const rowsOf = (root) => [...root.querySelectorAll("[data-ticket]")];
let waiting = null;
let inside = false;

const busy = () => inside || Boolean(list()?.contains(document.activeElement));

const showNews = (on) => {
  const news = list()?.querySelector("[data-worklist-news]");
  if (news) news.hidden = !on;
};

const sameSet = (a, b) => a.length === b.length && a.every((id, i) => id === b[i]);

/* What changed inside rows is shown at once; what would move rows waits. */
const updateTexts = (place, fresh) => {
  const byId = new Map(rowsOf(fresh).map((row) => [row.dataset.ticket, row]));
  for (const row of rowsOf(place)) {
    const next = byId.get(row.dataset.ticket);
    row.classList.toggle("row--gone", !next);
    if (!next || next.innerHTML === row.innerHTML) continue;
    row.className = next.className;
    row.replaceChildren(...next.childNodes);
  }
};

const place = () => document.querySelector("[data-rows]");

const showAll = () => {
  if (!waiting || !place()) return;
  const scroll = list().querySelector("[data-worklist-scroll]");
  const top = scroll.scrollTop;
  const focused = document.activeElement?.dataset?.ticket;
  const fresh = waiting;
  waiting = null;
  showNews(false);
  place().replaceWith(fresh);
  window.htmx?.process(fresh);
  markCurrent();
  scroll.scrollTop = top;
  if (focused) fresh.querySelector(`[data-ticket="${CSS.escape(focused)}"]`)?.focus();
};

/** Fetches the list anew; the address keeps the tab and how many rows are shown. */
export const refreshList = async () => {
  const url = list()?.dataset.refresh;
  if (!url || document.hidden) return;
  const shown = rowsOf(list()).length;
  const address = new URL(url, location.href);
  address.searchParams.set("rows", String(shown));
  const response = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!response?.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = document.adoptNode(page.querySelector("[data-rows]"));
  const ids = (root) => rowsOf(root).map((row) => row.dataset.ticket);
  const moved = !sameSet(ids(place()), ids(fresh));
  waiting = moved ? fresh.cloneNode(true) : null;
  if (moved && !busy()) showAll();
  else {
    updateTexts(place(), fresh);
    showNews(moved);
  }
};

/** Marks the row of the ticket that is open. */
export const markCurrent = () => {
  const open = document.querySelector("[data-ticket-page]")?.dataset.ticketPage;
  for (const row of rowsOf(document)) {
    if (row.dataset.ticket === open) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
};

/** Moves the focus to the next (1) or previous (-1) row. */
export const stepRow = (by) => {
  const rows = rowsOf(document);
  const marked = rows.indexOf(document.querySelector('[data-ticket][aria-current="true"]'));
  const focused = rows.indexOf(document.activeElement);
  const here = focused >= 0 ? focused : marked;
  const next = rows[Math.max(0, Math.min(rows.length - 1, here + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

export const watchList = () => {
  document.addEventListener("pointerover", (event) => {
    const was = inside;
    inside = Boolean(event.target.closest?.(".worklist"));
    if (was && !inside && !busy()) showAll();
  });
  document.addEventListener("focusout", () =>
    setTimeout(() => {
      if (waiting && !busy()) showAll();
    }),
  );
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-worklist-news] button")) {
      showAll();
      list().querySelector("[data-worklist-scroll]").scrollTop = 0;
    }
  });
};
