/** What a folded container holds, in a few words. */
import { within } from "../geometry/folding";
import type { Scene } from "../geometry/scene";
import { t, tn } from "../i18n";
import { tasksOf } from "../model/space";
import type { Design, Resource } from "../model/types";

/** `20 tasks, 3 others`; a service in several subnets counts with all of its tasks in each, as AWS may place them. */
export function contentsOf(design: Design, scene: Scene, key: string): string {
  const nodes = within(scene, key);
  const subnets = nodes.filter((node) => node.role === "subnet").length;
  const held = new Map<string, Resource>();
  for (const { resource, role } of nodes) {
    const found = resource ? design.resources[resource] : undefined;
    if (found && role !== "subnet" && role !== "zone") held.set(found.id, found);
  }
  const tasks = [...held.values()].reduce((sum, resource) => sum + tasksOf(resource), 0);
  const others = [...held.values()].filter((resource) => !isWorkload(resource)).length;
  const parts = [
    subnets > 0 ? tn("{n} subnet", "{n} subnets", subnets) : "",
    tasks > 0 ? tn("{n} task", "{n} tasks", tasks) : "",
    others > 0 ? tn("{n} other", "{n} others", others) : "",
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : t("empty");
}

const isWorkload = ({ type }: Resource): boolean =>
  type === "Service" || type === "StandaloneTask" || type === "ScheduledTask";
