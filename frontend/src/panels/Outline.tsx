import { useContext, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { t } from "../i18n";
import { BadgeMark, spokenBadge, StaleBadges } from "../nodes/BadgeMark";
import { iconOf, REGION, ZONE, type Icon } from "../nodes/icons";
import { Glyph } from "../nodes/Glyph";
import { Tile } from "../nodes/Tile";
import { useDesign } from "../state/design";
import { useBadges, useIsDigestCurrent } from "../state/seen";
import type { Badge } from "../state/verdicts";
import { reveal, select, useView } from "../state/view";
import { rowsOf, type Row } from "./outlineRows";

/**
 * The design as a tree. Up and down go through what is open, right opens a branch or goes into it, left closes it or goes out,
 * Enter selects. Only open branches are on the page.
 */
export function Outline() {
  const design = useDesign((s) => s.design);
  const schema = useDesign((s) => s.schema);
  const badges = useBadges();
  const isCurrent = useIsDigestCurrent();
  const selected = useView((s) => s.selected);
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map());
  const rows = useMemo(() => rowsOf(design, opened, selected), [design, opened, selected]);
  const tree = useRef<HTMLUListElement>(null);
  const focused = useRef<number | null>(null);
  useLayoutEffect(() => {
    // The row that had the focus is gone: the one in its place has it.
    if (focused.current === null || document.activeElement !== document.body) return;
    const items = itemsOf(tree.current);
    items[Math.min(focused.current, items.length - 1)]?.focus();
  }, [rows]);

  const open = (key: string, isOpen: boolean) => setOpened((before) => new Map(before).set(key, isOpen));
  const onKeyDown = (event: KeyboardEvent) => {
    const items = itemsOf(tree.current);
    const at = items.indexOf(event.target as HTMLElement);
    const row = rows[at];
    if (!row) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[to]?.focus();
    else if (event.key === "ArrowRight" && row.isOpen === false) open(row.key, true);
    else if (event.key === "ArrowRight" && row.isOpen) items[at + 1]?.focus();
    else if (event.key === "ArrowLeft" && row.isOpen) open(row.key, false);
    else if (event.key === "ArrowLeft") items[rows.findIndex((other) => other.key === row.parent)]?.focus();
    else if (event.key === "Enter" || event.key === " ") choose(row);
    else return;
    event.preventDefault();
  };

  if (rows.length === 0) return <p className="body dim">{t("The design is empty.")}</p>;
  const chosen = new Set(selected);
  const first = rows.find((row) => row.resource !== null && chosen.has(row.resource)) ?? rows[0];
  return (
    <StaleBadges value={!isCurrent}>
      <ul
        className="outline"
        role="tree"
        aria-label={t("Outline")}
        ref={tree}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => (focused.current = itemsOf(tree.current).indexOf(target))}
        onBlur={() => (focused.current = null)}
      >
        {rows.map((row) => {
          const resource = row.resource ? design.resources[row.resource] : undefined;
          const kind = row.isRegion ? t("Region") : t("Availability Zone");
          return (
            <Item
              key={row.key}
              row={row}
              kind={resource ? (schema.types[resource.type]?.title ?? resource.type) : kind}
              badge={badges.get(row.resource ?? "") ?? null}
              icon={resource ? iconOf(resource) : row.isRegion ? REGION : ZONE}
              isSelected={row.resource !== null && chosen.has(row.resource)}
              isFirst={row === first}
              onOpen={open}
            />
          );
        })}
      </ul>
    </StaleBadges>
  );
}

const itemsOf = (tree: HTMLElement | null): HTMLElement[] => [
  ...(tree?.querySelectorAll<HTMLElement>("[role=treeitem]") ?? []),
];

/** Select what a row stands for, and bring it into sight. */
function choose({ key, resource }: Row): void {
  if (resource === null) return;
  select([resource], ...(key.startsWith(":") ? [] : [key]));
  reveal(resource);
}

interface ItemProps {
  readonly row: Row;
  readonly icon: Icon;
  readonly kind: string;
  readonly badge: Badge | null;
  readonly isSelected: boolean;
  /** Whether Tab comes to it. */
  readonly isFirst: boolean;
  readonly onOpen: (key: string, isOpen: boolean) => void;
}

function Item({ row, icon, kind, badge, isSelected, isFirst, onOpen }: ItemProps) {
  const { isOpen } = row;
  const isStale = useContext(StaleBadges);
  return (
    <li
      role="treeitem"
      aria-label={[row.title, badge && spokenBadge(badge, isStale), kind].filter(Boolean).join(", ")}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-expanded={isOpen ?? undefined}
      aria-selected={isSelected}
      tabIndex={isFirst ? 0 : -1}
      style={{ paddingInlineStart: (row.level - 1) * 14 }}
      onClick={() => choose(row)}
    >
      {/* With a pointer only: the tree opens and closes it with the arrow keys. */}
      <span
        className={["twig", isOpen === false && "is-closed"].filter(Boolean).join(" ")}
        aria-hidden="true"
        onClick={(event) => {
          if (isOpen === null) return;
          event.stopPropagation();
          onOpen(row.key, !isOpen);
        }}
      >
        {isOpen !== null && <Glyph name="chevron" />}
      </span>
      <Tile icon={icon} />
      <span className="outline-title">{row.title}</span>
      {badge && <BadgeMark badge={badge} />}
    </li>
  );
}
