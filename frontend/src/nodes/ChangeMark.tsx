import { KIND_SIGNS, kindWord, type Kind } from "../revisions/merged";

/** What became of a node in a comparison, as sign and word. */
export function ChangeMark({ change }: { change: Kind }) {
  return (
    <span className={`change-mark change-${change}`}>
      {KIND_SIGNS[change]} {kindWord(change)}
    </span>
  );
}
