import { useEffect } from "react";
import { t } from "../i18n";
import { setTheme, useView, type Theme } from "../state/view";

const NEXT: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };
const SIGN: Readonly<Record<Theme, string>> = { system: "◐", light: "○", dark: "●" };

/** One button that goes through the system's theme, light and dark. */
export function ThemeMenu() {
  const theme = useView((s) => s.theme);
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  const name = theme === "system" ? t("system") : theme === "light" ? t("light") : t("dark");
  const label = t("Theme: {name}", { name });
  return (
    <button
      type="button"
      className="btn icon-btn"
      onClick={() => setTheme(NEXT[theme])}
      title={label}
      aria-label={label}
    >
      {SIGN[theme]}
    </button>
  );
}
