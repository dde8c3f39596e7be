// Runs before the page is drawn: light or dark as chosen, the system's choice otherwise. The canvas keeps the same key.
"use strict";
(() => {
  const KEY = "farway-theme";
  const NEXT = { system: "light", light: "dark", dark: "system" };
  const SIGN = { system: "◐", light: "○", dark: "●" };
  const root = document.documentElement;

  const stored = () => {
    const theme = localStorage.getItem(KEY);
    return theme === "light" || theme === "dark" ? theme : "system";
  };
  const apply = (theme) => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };

  apply(stored());
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-button]");
    if (!button) return;
    const show = () => {
      const theme = stored();
      const label = button.dataset[theme];
      button.querySelector("[data-sign]").textContent = SIGN[theme];
      button.title = label;
      button.setAttribute("aria-label", label);
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      const theme = NEXT[stored()];
      if (theme === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
      apply(theme);
      show();
    });
    show();
  });
})();
