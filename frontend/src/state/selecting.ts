/** Selecting by nodes: what is clicked, framed or chosen from the keyboard. A resource in several subnets is selected as one. */
import type { Placed } from "../geometry/placing";
import { bottom, right, type Rect } from "../geometry/rect";
import { sceneOf, type Scene } from "../geometry/scene";
import { t, tn } from "../i18n";
import { labelOf, type Resource } from "../model/types";
import { useDesign } from "./design";
import { announce, reveal, select, useView } from "./view";

const sceneNow = (): Scene => sceneOf(useDesign.getState().design);

/** Select the resource of a node; `isMore` adds it to what is selected, or takes it out. */
export function selectNode(key: string, isMore: boolean): void {
  const scene = sceneNow();
  const resource = scene.byKey.get(key)?.resource;
  if (!resource) return;
  const { selected, picked } = useView.getState();
  if (!isMore) select([resource], key);
  else if (selected.includes(resource)) {
    const rest = picked.filter((other) => scene.byKey.get(other)?.resource !== resource);
    select(selected.filter((id) => id !== resource), ...rest); // prettier-ignore
  } else select([...selected, resource], ...picked, key);
}

/** Select these nodes and no others, or as well as what is selected already. */
export function selectNodes(keys: readonly string[], isMore = false): void {
  const scene = sceneNow();
  const { selected, picked } = useView.getState();
  const nodes = keys.map((key) => scene.byKey.get(key)).filter((node) => node?.resource);
  const ids = [...(isMore ? selected : []), ...nodes.map((node) => node?.resource ?? "")];
  const all = [...(isMore ? picked : []), ...nodes.map((node) => node?.key ?? "")];
  select([...new Set(ids)], ...new Set(all));
  announce(tn("{n} selected", "{n} selected", new Set(ids).size));
}

/** Select a resource that was found elsewhere, and bring it into sight. */
export function jumpTo(resource: Resource): void {
  select([resource.id]);
  useView.setState({ tab: "properties" }); // a panel that was put away stays so
  reveal(resource.id);
  announce(t("Selected {name}", { name: labelOf(resource) }));
}

/** Select everything that stands on the canvas. */
export function selectAll(): void {
  selectNodes(sceneNow().nodes.map((node) => node.key));
}

/** The nodes that a rectangle selects: those that it touches, containers only where it holds them whole. */
export function nodesIn(scene: Scene, area: Rect): string[] {
  return scene.nodes
    .filter((node) => {
      const rect = scene.absolute.get(node.key);
      if (!rect || node.resource === null) return false;
      const isWhole =
        rect.x >= area.x && rect.y >= area.y && right(rect) <= right(area) && bottom(rect) <= bottom(area);
      const isTouched = rect.x < right(area) && rect.y < bottom(area) && right(rect) > area.x && bottom(rect) > area.y;
      return node.role === "vpc" || node.role === "subnet" ? isWhole : isTouched;
    })
    .map((node) => node.key);
}

/**
 * The nodes that a command moves: those that were picked, otherwise the first of each selected resource. What stands in a
 * container that moves is carried by it and is not named.
 */
export function movable(): Placed[] {
  const scene = sceneNow();
  const { selected, picked } = useView.getState();
  const keys = picked.length > 0 ? picked : selected.map((id) => scene.keysOf.get(id)?.[0] ?? "");
  return outermost(scene, keys);
}

/** The node that an insertion goes to: the one that was picked last, otherwise the first of what is selected. */
export function focused(): string | null {
  const { focus, selected } = useView.getState();
  return focus ?? sceneNow().keysOf.get(selected.at(-1) ?? "")?.[0] ?? null;
}

/** These nodes without those that stand in another of them. */
export function outermost(scene: Scene, keys: readonly string[]): Placed[] {
  const chosen = new Set(keys);
  const isCarried = (node: Placed): boolean => {
    for (let at = node.parent; at !== null; at = scene.byKey.get(at)?.parent ?? null) if (chosen.has(at)) return true;
    return false;
  };
  return keys
    .map((key) => scene.byKey.get(key))
    .filter((node): node is Placed => node !== undefined && !isCarried(node));
}
