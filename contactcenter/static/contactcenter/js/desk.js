/* The agent desk: list, conversation and composer work together here. */
import { openTab, watchComposer } from "./composer.js";
import { onSingleKey } from "./keys.js";
import { Live } from "./live.js";
import { announce, toast } from "./toast.js";
import { markCurrent, refreshList, stepRow, watchList } from "./worklist.js";

const desk = document.querySelector("[data-desk]");
const ticket = () => document.querySelector("[data-ticket-page]");
const folds = () => document.querySelectorAll("details[data-fold]");
let foldsBefore = new Map();
let entriesBefore = null;
let timer = null;

const showState = (state) => {
  const place = document.querySelector("[data-live-state]");
  if (!place) return;
  place.dataset.state = state;
  const words = { live: "on", waiting: "waiting", polling: "polling" };
  place.querySelector("[data-live-label]").textContent = place.dataset[words[state]];
};

const refreshTicket = () => {
  const place = document.querySelector("[data-ticket-refresh]");
  if (!place) return;
  if (document.querySelector("#ticket details.menu[open]")) setTimeout(refreshTicket, 3000);
  else window.htmx.trigger(place, "desk:refresh");
};

const concernsOpenTicket = (hint) => {
  const open = ticket()?.dataset;
  return open && (!hint || hint.ticket === open.ticketPage || hint.customer === open.customer);
};

/* Several hints often come together; they are answered once. */
const heard = (hint) => {
  const also = concernsOpenTicket(hint) || timer?.also;
  clearTimeout(timer?.id);
  const id = setTimeout(() => {
    timer = null;
    refreshList();
    if (also) refreshTicket();
  }, 300);
  timer = { id, also };
};

const countDown = () => {
  for (const place of document.querySelectorAll("[data-undo-seconds]:not([data-counting])")) {
    place.dataset.counting = "";
    const end = Date.now() + Number(place.dataset.undoSeconds) * 1000;
    const step = () => {
      const left = Math.ceil((end - Date.now()) / 1000);
      if (!place.isConnected) return;
      if (left > 0) {
        place.textContent = place.dataset.countdown.replace("{n}", left);
        setTimeout(step, 1000);
      } else {
        place.closest(".entry__foot")?.querySelector("[data-undo]")?.remove();
        place.textContent = place.dataset.leaving;
      }
    };
    step();
    offerUndo(place);
  }
};

const offerUndo = (place) => {
  const undo = place.closest(".entry__foot")?.querySelector("[data-undo]");
  if (!undo) return;
  const run = () => {
    const { csrfmiddlewaretoken: token } = undo.elements;
    const values = { csrfmiddlewaretoken: token.value };
    window.htmx.ajax("POST", undo.action, { target: "#ticket", swap: "outerHTML", values });
  };
  const label = undo.querySelector("button").textContent;
  const seconds = Number(place.dataset.undoSeconds);
  toast(place.dataset.sent, { action: { label, run }, seconds, id: `undo-${undo.dataset.undo}` });
};

const markNew = (before) => {
  if (!before) return;
  const entries = [...document.querySelectorAll("#timeline [data-entry]")];
  const fresh = entries.filter((entry) => !before.has(entry.dataset.entry));
  for (const entry of fresh.filter((one) => one.matches(".entry--in"))) {
    entry.classList.add("entry--new");
    setTimeout(() => entry.classList.remove("entry--new"), 4000);
    announce(entry.querySelector(".entry__head").textContent.replace(/\s+/g, " ").trim());
  }
};

const beforeSwap = () => {
  const entries = [...document.querySelectorAll("#timeline [data-entry]")];
  entriesBefore = {
    ticket: ticket()?.dataset.ticketPage,
    ids: new Set(entries.map((entry) => entry.dataset.entry)),
  };
  foldsBefore = new Map([...folds()].map((fold) => [fold.dataset.fold, fold.open]));
};

const afterSwap = (event) => {
  const part = event.detail.target?.id;
  const whole = part === "ticket";
  const title = document.getElementById("ticket")?.dataset.title;
  if (title) document.title = title;
  if (entriesBefore?.ticket === ticket()?.dataset.ticketPage) {
    for (const fold of folds()) fold.open = foldsBefore.get(fold.dataset.fold) ?? fold.open;
    if (part === "timeline") markNew(entriesBefore.ids);
  }
  copySeen();
  countDown();
  markCurrent();
  if (whole) settleFocus(event);
};

/* The guard compares with what this page showed when the author began to write: somebody who is
   typing does not look up, so what arrives meanwhile still has to be shown to them. */
const copySeen = () => {
  const seen = document.getElementById("composer-seen")?.dataset;
  if (!seen) return;
  for (const field of document.querySelectorAll("[data-seen-field]")) {
    const typed = field.form?.querySelector("textarea")?.value ?? "";
    if (!typed.trim()) field.value = seen.seen;
  }
};

const settleFocus = (event) => {
  const stale = document.querySelector(".stale");
  if (stale) stale.focus();
  else if (ticket()) document.getElementById("ticket-title").focus({ preventScroll: true });
  else document.querySelector('[data-ticket][data-last="true"]')?.focus();
  if (event.detail.requestConfig?.verb === "post") refreshList();
};

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-ticket]");
  if (!row) return;
  for (const other of document.querySelectorAll("[data-last]")) delete other.dataset.last;
  row.dataset.last = "true";
});
/* A refresh brings as many entries as are shown, so that a long read is not cut short. */
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches("[data-ticket-refresh]")) return;
  event.detail.parameters.shown = document.querySelectorAll("#timeline [data-entry]").length;
});
document.addEventListener("htmx:beforeSwap", beforeSwap);
document.addEventListener("htmx:afterSwap", afterSwap);
document.addEventListener("htmx:historyRestore", () => markCurrent());

onSingleKey("j", () => stepRow(1));
onSingleKey("k", () => stepRow(-1));
onSingleKey("r", () => openTab("reply"));
onSingleKey("n", () => openTab("note"));

watchList();
watchComposer();
countDown();

if (desk?.dataset.live) {
  const { live: url, liveTicket, liveRenew: renewUrl } = desk.dataset;
  new Live({ url, ticket: liveTicket, renewUrl, heard, shown: showState }).start();
}
