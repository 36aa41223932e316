/* Runs before the first paint, so that a dark page never flashes white. The choice is kept under
   the name that the set-up pages use, so that both shells agree. */
(() => {
  const NAME = "adminTheme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      const value = JSON.parse(localStorage.getItem(NAME));
      return value === "light" || value === "dark" ? value : "system";
    } catch {
      return "system";
    }
  };

  const apply = () => {
    const choice = chosen();
    const theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
    root.dataset.theme = theme;
    root.dataset.themeChosen = choice;
    document.dispatchEvent(new CustomEvent("theme:changed"));
  };

  const choose = (choice) => {
    try {
      localStorage.setItem(NAME, JSON.stringify(choice === "system" ? "auto" : choice));
    } catch {
      /* Private windows may refuse; the page then follows the system. */
    }
    apply();
  };

  root.classList.add("js");
  apply();
  dark.addEventListener("change", apply);
  addEventListener("storage", apply);
  document.addEventListener("theme:choose", (event) => choose(event.detail));
})();
