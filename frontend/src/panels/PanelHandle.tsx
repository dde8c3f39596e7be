import { ariaKeys, keysText } from "../commands/keys";
import { command, useCommandState } from "../commands/registry";
import { t } from "../i18n";
import { Glyph } from "../nodes/Glyph";

/** At the edge of the canvas: puts the panel beside it away, and brings it back. */
export function PanelHandle({ id, side }: { id: "show-palette" | "show-panel"; side: "left" | "right" }) {
  const one = command(id);
  const { isOn } = useCommandState(one);
  const keys = one.keys ?? [];
  return (
    <button
      type="button"
      className={`panel-handle handle-${side}${isOn ? "" : " is-away"}`}
      aria-pressed={isOn}
      aria-label={one.title}
      aria-keyshortcuts={ariaKeys(keys)}
      title={t("{title} ({keys})", { title: one.title, keys: keysText(keys[0] ?? "") })}
      data-command={id}
      onClick={one.run}
    >
      <Glyph name="chevron" />
    </button>
  );
}
