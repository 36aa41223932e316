/* What every signed-in page does: theme, menus, dialogs, toasts, single keys. */
import { watchKeys } from "./keys.js";
import { watchMenus } from "./menu.js";
import { watchToasts } from "./toast.js";

const choose = (choice) =>
  document.dispatchEvent(new CustomEvent("theme:choose", { detail: choice }));

const markTheme = () => {
  const { themeChosen } = document.documentElement.dataset;
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === themeChosen));
  }
};

document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-theme-choice]");
  if (choice) choose(choice.dataset.themeChoice);
  if (event.target.closest("[data-theme-switch]")) {
    choose(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  }
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("dialog [data-close]")) event.target.closest("dialog").close();
  if (event.target instanceof HTMLDialogElement) event.target.close();
});
document.addEventListener("theme:changed", markTheme);

markTheme();
watchMenus();
watchToasts();
watchKeys();
