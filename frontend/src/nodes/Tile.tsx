import type { Icon } from "./icons";

/** An icon as a white glyph on its category's colour. It says nothing that the text beside it does not. */
export function Tile({ icon, size = "small" }: { icon: Icon; size?: "small" | "large" }) {
  const mask = `url("${icon.src}")`;
  return (
    <span className={`tile tile-${icon.tile} tile-${size}`} aria-hidden="true">
      <span className="glyph" style={{ maskImage: mask, WebkitMaskImage: mask }} />
    </span>
  );
}
