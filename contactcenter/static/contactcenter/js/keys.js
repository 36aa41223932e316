/* Single keys. An element with data-key="x" is pressed, opened or focused by x. People who speak
   to their computer can switch all of it off in the list of keys. */
import { openMenu } from "./menu.js";

const OFF = "single-keys-off";
const handlers = new Map();

const typing = (target) =>
  target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

const isOff = () => {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
};

const press = (element) => {
  if (element.matches("summary")) openMenu(element);
  else if (element.matches("input, textarea")) {
    element.focus();
    element.select();
  } else element.click();
};

const visible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

const onKey = (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (isOff() || document.querySelector("dialog[open]") || event.target.closest?.(".menu__body")) {
    return;
  }
  const marked = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)];
  const element = marked.find(visible);
  if (element) press(element);
  else if (handlers.has(event.key)) handlers.get(event.key)(event);
  else return;
  event.preventDefault();
};

/** Calls back when the key is pressed outside of any field. */
export const onSingleKey = (key, callback) => handlers.set(key, callback);

export const watchKeys = () => {
  onSingleKey("?", () => document.getElementById("keys")?.showModal());
  document.addEventListener("keydown", onKey);
  const box = document.querySelector("[data-keys-off]");
  if (!box) return;
  box.checked = isOff();
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "1" : ""));
};
