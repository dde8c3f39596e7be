import { useMemo, useRef, type KeyboardEvent } from "react";
import { isShown } from "../geometry/places";
import type { Placed } from "../geometry/placing";
import { sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { labelOf, type Design } from "../model/types";
import { titleOf } from "../nodes/describe";
import { iconOf, ZONE } from "../nodes/icons";
import { Tile } from "../nodes/Tile";
import { useDesign } from "../state/design";
import { reveal, select, useView } from "../state/view";

interface Row {
  readonly key: string;
  readonly resource: string | null;
  readonly level: number;
  readonly title: string;
}

/** The design as a tree: the same nesting as on the canvas, then what stands nowhere on it. Arrow keys go through it. */
export function Outline() {
  const design = useDesign((s) => s.design);
  const selected = useView((s) => s.selected);
  const rows = useMemo(() => rowsOf(design), [design]);
  const tree = useRef<HTMLUListElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(tree.current?.querySelectorAll<HTMLElement>("[role=treeitem]") ?? [])];
    const at = items.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || !items[to]) return;
    event.preventDefault();
    items[to].focus();
  };

  if (rows.length === 0) return <p className="body dim">{t("The design is empty.")}</p>;
  return (
    <ul className="outline" role="tree" aria-label={t("Outline")} ref={tree} onKeyDown={onKeyDown}>
      {rows.map((row, i) => {
        const resource = row.resource ? design.resources[row.resource] : undefined;
        const isSelected = row.resource !== null && selected.includes(row.resource);
        const open = () => {
          if (row.resource === null) return;
          select([row.resource], ...(row.key.startsWith(":") ? [] : [row.key]));
          reveal(row.resource);
        };
        return (
          <li
            key={row.key}
            role="treeitem"
            aria-level={row.level}
            aria-selected={isSelected}
            tabIndex={i === 0 ? 0 : -1}
            style={{ paddingInlineStart: row.level * 14 }}
            onClick={open}
            onKeyDown={(event) => (event.key === "Enter" || event.key === " ") && open()}
          >
            <Tile icon={resource ? iconOf(resource) : ZONE} />
            <span>{row.title}</span>
          </li>
        );
      })}
    </ul>
  );
}

function rowsOf(design: Design): Row[] {
  const scene = sceneOf(design);
  const children = new Map<string | null, Placed[]>();
  for (const node of scene.nodes) children.set(node.parent, [...(children.get(node.parent) ?? []), node]);
  const rows: Row[] = [];
  const visit = (parent: string | null, level: number) => {
    for (const node of children.get(parent) ?? []) {
      const resource = node.resource ? design.resources[node.resource] : undefined;
      const title = resource ? titleOf(design, resource) : node.title || t("no availability zone");
      rows.push({ key: node.key, resource: node.resource, level, title });
      visit(node.key, level + 1);
    }
  };
  visit(null, 1);
  for (const resource of Object.values(design.resources)) {
    if (!isShown(resource))
      rows.push({ key: `:${resource.id}`, resource: resource.id, level: 1, title: labelOf(resource) });
  }
  return rows;
}
