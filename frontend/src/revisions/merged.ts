/** Two states of a design as one that can be drawn: the later one, with what was removed where it stood. */
import type { Comparison, FlowChange, Turn } from "../api/revisions";
import { t, tn } from "../i18n";
import type { Mark } from "../lenses/lens";
import { routeTableOf, networkAclOf } from "../model/network";
import { all, type Design } from "../model/types";
import { sceneOf, type Scene } from "../geometry/scene";

export type Kind = "added" | "removed" | "changed";

export const KIND_SIGNS: Readonly<Record<Kind, string>> = { added: "+", removed: "−", changed: "~" };

export function kindWord(kind: Kind): string {
  switch (kind) {
    case "added":
      return t("added");
    case "removed":
      return t("removed");
    case "changed":
      return t("changed");
  }
}

/** What was removed stands where it stood, as far as that is still there. */
export function mergedDesign(before: Design, after: Design): Design {
  return {
    ...after,
    resources: { ...before.resources, ...after.resources },
    layout: { ...before.layout, ...after.layout },
  };
}

/** What became of each resource; of an id that names something else now, that it is new. */
export function kindsOf(found: Comparison): Map<string, Kind> {
  const of = (kind: Kind) => (one: { id: string }) => [one.id, kind] as const;
  return new Map([
    ...found.removed.map(of("removed")),
    ...found.changed.map(of("changed")),
    ...found.added.map(of("added")),
  ]);
}

/** How many flows of each workload got worse or better, on its node. */
export function marksOfFlows(flows: readonly FlowChange[]): Map<string, Mark> {
  const counts = new Map<string, Partial<Record<Turn, number>>>();
  for (const { workload, change } of flows) {
    const held = counts.get(workload) ?? {};
    counts.set(workload, { ...held, [change]: (held[change] ?? 0) + 1 });
  }
  const marks = new Map<string, Mark>();
  for (const [workload, { worse = 0, better = 0 }] of counts) {
    if (worse > 0)
      marks.set(workload, { tone: "stop", text: `✕ ${tn("{n} verdict worse", "{n} verdicts worse", worse)}` });
    else if (better > 0)
      marks.set(workload, { tone: "ok", text: `✓ ${tn("{n} verdict better", "{n} verdicts better", better)}` });
  }
  return marks;
}

/** The nodes of a resource; of a route table or an ACL, which are chips, the subnets that they apply to. */
export function nodesOf(design: Design, id: string): readonly string[] {
  const scene: Scene = sceneOf(design);
  const own = scene.keysOf.get(id);
  if (own) return own;
  const subnets = all(design, "Subnet").filter(
    (subnet) => routeTableOf(design, subnet)?.id === id || networkAclOf(design, subnet)?.id === id,
  );
  return subnets.flatMap((subnet) => scene.keysOf.get(subnet.id) ?? []);
}
