/** What is shown, and how large. */
import { fitAll, zoomIn, zoomOut, zoomToFull, zoomToSelection } from "../canvas/camera";
import { t } from "../i18n";
import { prefer, usePreferences } from "../state/preferences";
import { openTab, setTheme, useView, type Tab, type Theme } from "../state/view";
import type { Command } from "./command";
import { hasSelection } from "./editing";

export function viewingCommands(): Command[] {
  const tab = (one: Tab, title: string, key: string): Command => ({
    id: `tab-${one}`,
    group: "view",
    title,
    keys: [`Alt+${key}`],
    words: "panel",
    run: () => {
      openTab(one);
      requestAnimationFrame(() => document.getElementById(`tab-${one}`)?.focus());
    },
  });
  const theme = (one: Theme, title: string): Command => ({
    id: `theme-${one}`,
    group: "view",
    title,
    words: "colour appearance",
    isOn: () => useView.getState().theme === one,
    run: () => setTheme(one),
  });
  return [
    { id: "zoom-in", group: "view", title: t("Zoom in"), keys: ["+", "="], run: zoomIn },
    { id: "zoom-out", group: "view", title: t("Zoom out"), keys: ["-"], run: zoomOut },
    { id: "zoom-full", group: "view", title: t("Zoom to 100%"), keys: ["Shift+0"], run: zoomToFull },
    { id: "fit", group: "view", title: t("Fit"), keys: ["Shift+1"], words: "zoom all whole", run: fitAll },
    {
      id: "zoom-selection",
      group: "view",
      title: t("Zoom to selection"),
      keys: ["Shift+2"],
      when: hasSelection,
      run: zoomToSelection,
    },
    {
      id: "minimap",
      group: "view",
      title: t("Overview map"),
      keys: ["M"],
      words: "minimap",
      isOn: () => usePreferences.getState().minimap,
      run: () => prefer({ minimap: !usePreferences.getState().minimap }),
    },
    {
      id: "show-palette",
      group: "view",
      title: t("Palette at the left"),
      keys: ["P"],
      words: "sidebar hide show collapse put away room",
      isOn: () => usePreferences.getState().palette,
      run: () => prefer({ palette: !usePreferences.getState().palette }),
    },
    {
      id: "show-panel",
      group: "view",
      title: t("Panel at the right"),
      keys: ["I"],
      words: "sidebar hide show collapse put away room properties inspector findings",
      isOn: () => usePreferences.getState().panel,
      run: () => prefer({ panel: !usePreferences.getState().panel }),
    },
    {
      id: "tool-select",
      group: "view",
      title: t("Dragging on free ground selects"),
      keys: ["V"],
      words: "tool marquee rectangle pointer",
      isOn: () => usePreferences.getState().tool === "select",
      run: () => prefer({ tool: "select" }),
    },
    {
      id: "tool-hand",
      group: "view",
      title: t("Dragging on free ground moves the view"),
      keys: ["H"],
      words: "tool hand pan",
      isOn: () => usePreferences.getState().tool === "hand",
      run: () => prefer({ tool: "hand" }),
    },
    tab("properties", t("Show properties"), "1"),
    tab("findings", t("Show findings"), "2"),
    tab("outline", t("Show outline"), "3"),
    tab("template", t("Show the CloudFormation template"), "4"),
    tab("trace", t("Show trace"), "5"),
    tab("history", t("Show history"), "6"),
    theme("system", t("Theme as the system has it")),
    theme("light", t("Light theme")),
    theme("dark", t("Dark theme")),
  ];
}
