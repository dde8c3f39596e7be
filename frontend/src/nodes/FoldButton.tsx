import { t } from "../i18n";
import { toggleFolded } from "../state/folding";
import { Glyph } from "./Glyph";

/** Folds a container to its header, and back. */
export function FoldButton({ node, title, isFolded }: { node: string; title: string; isFolded: boolean }) {
  const label = isFolded ? t("Unfold {name}", { name: title }) : t("Fold {name}", { name: title });
  return (
    <button
      type="button"
      className={isFolded ? "fold nodrag nopan is-folded" : "fold nodrag nopan"}
      aria-expanded={!isFolded}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        toggleFolded([node]);
      }}
    >
      <Glyph name="chevron" />
    </button>
  );
}
