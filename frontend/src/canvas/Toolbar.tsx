import { useStore } from "@xyflow/react";
import { memo, type ReactNode } from "react";
import { ariaKeys, keysText } from "../commands/keys";
import { command, useCommandState } from "../commands/registry";
import { t } from "../i18n";
import { Glyph, type GlyphName } from "../nodes/Glyph";

/** What one does most at the canvas, at its foot. */
export const Toolbar = memo(function Toolbar() {
  const percent = useStore((s) => Math.round(s.transform[2] * 100));
  return (
    <div className="toolbar" role="toolbar" aria-label={t("Canvas")}>
      <ToolButton id="tool-hand" glyph="hand" />
      <ToolButton id="tool-select" glyph="marquee" />
      <span className="separator" />
      <ToolButton id="undo" />
      <ToolButton id="redo" />
      <span className="separator" />
      <ToolButton id="grid" glyph="grid" />
      <ToolButton id="snap-lines" glyph="snap" />
      <span className="separator" />
      <ToolButton id="zoom-out">−</ToolButton>
      <ToolButton id="zoom-full" says={t("{percent}%", { percent })} />
      <ToolButton id="zoom-in">+</ToolButton>
      <ToolButton id="fit" />
      <span className="separator" />
      <ToolButton id="commands">⌕</ToolButton>
    </div>
  );
});

interface ToolProps {
  readonly id: string;
  readonly glyph?: GlyphName;
  readonly children?: ReactNode;
  /** What it tells besides what it does. */
  readonly says?: string;
}

/** A command as a button: its title is its label, with its shortcut. */
function ToolButton({ id, glyph, children, says }: ToolProps) {
  const one = command(id);
  const { isEnabled, isOn } = useCommandState(one);
  const [first] = one.keys ?? [];
  const isNamed = glyph === undefined && children === undefined && says === undefined;
  const label = says === undefined ? one.title : `${says}, ${one.title}`;
  return (
    <button
      type="button"
      className={["seg", isOn && "on", says && "zoom", glyph && "glyph-seg"].filter(Boolean).join(" ")}
      disabled={!isEnabled}
      aria-pressed={isOn}
      aria-label={isNamed ? undefined : label}
      aria-keyshortcuts={one.keys ? ariaKeys(one.keys) : undefined}
      title={first === undefined ? one.title : t("{title} ({keys})", { title: one.title, keys: keysText(first) })}
      data-command={id}
      onClick={one.run}
    >
      {glyph ? <Glyph name={glyph} /> : (children ?? says ?? one.title)}
    </button>
  );
}
