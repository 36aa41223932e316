/* Menus are <details class="menu">. They open by themselves; here they close, and take arrows. */

const closeOthers = (kept) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(kept)) menu.open = false;
  }
};

const step = (menu, by) => {
  const items = [...menu.querySelectorAll(".menu__item")];
  const here = items.indexOf(document.activeElement);
  items.at(here < 0 && by < 0 ? -1 : (here + by) % items.length)?.focus();
};

const jump = (menu, letter) => {
  const items = [...menu.querySelectorAll(".menu__item")];
  const here = items.indexOf(document.activeElement);
  const round = [...items.slice(here + 1), ...items.slice(0, here + 1)];
  round.find((item) => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
};

const onKey = (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.key === "ArrowDown") step(menu, 1);
  else if (event.key === "ArrowUp") step(menu, -1);
  else if (/^\p{L}$/u.test(event.key)) jump(menu, event.key.toLowerCase());
  else return;
  event.preventDefault();
  event.stopPropagation();
};

export const openMenu = (summary) => {
  const menu = summary.closest("details");
  menu.open = true;
  menu.querySelector(".menu__item")?.focus();
};

export const watchMenus = () => {
  document.addEventListener("click", (event) =>
    closeOthers(event.target.closest("details.menu") ?? document.body),
  );
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest("details.menu")) closeOthers(document.body);
  });
  document.addEventListener("keydown", onKey, true);
};
