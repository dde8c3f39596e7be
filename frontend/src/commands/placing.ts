/** Re-parenting without a pointer: what dropping the selected node elsewhere would do, each as a command. */
import type { Placed } from "../geometry/placing";
import { sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { contextOf } from "../model/context";
import { planDrop } from "../model/drop";
import { placementField, securityGroupField } from "../model/network";
import { labelOf, type Design, type Resource } from "../model/types";
import { useDesign } from "../state/design";
import { carryOut } from "../state/gestures";
import { movable } from "../state/selecting";
import type { Command } from "./command";

/** Beyond this many containers the commands would hide all others. */
const MOST = 200;

export function placingCommands(): Command[] {
  const { design } = useDesign.getState();
  const [node, ...others] = movable();
  const resource = node?.resource ? design.resources[node.resource] : undefined;
  if (!node || !resource || others.length > 0) return [];
  const found: Command[] = [];
  for (const over of sceneOf(design).nodes) {
    if (over.key === node.key || found.length >= MOST) continue;
    const target = over.resource ? design.resources[over.resource] : undefined;
    if (!target || !isTarget(resource, target)) continue;
    found.push(...dropCommands(design, node, resource, over, target));
  }
  return found;
}

/** What a person would drop it on: a subnet, a VPC for gateways, and for a group what it is to protect. */
function isTarget(resource: Resource, target: Resource): boolean {
  if (resource.type === "SecurityGroup") return securityGroupField(target) !== null;
  if (target.type === "Subnet") return placementField(resource) !== null || resource.type === "FileSystem";
  return target.type === "Vpc" && /Gateway$/.test(resource.type) && placementField(resource) === null;
}

function dropCommands(design: Design, node: Placed, resource: Resource, over: Placed, target: Resource): Command[] {
  const names = { name: labelOf(resource), to: labelOf(target) };
  const command = (id: string, title: string, alone: boolean): Command[] => {
    const plan = planDrop(design, node, contextOf(design, sceneOf(design).byKey, over.key), alone);
    if ("refused" in plan || plan.changes.length === 0) return [];
    const run = () => void carryOut(plan, title);
    return [{ id: `${id}-${over.key}`, group: "arrange", title, words: "move to place attach re-parent", run }];
  };
  if (resource.type === "SecurityGroup") return command("protect", t("Protect {to} with {name}", names), false);
  if (target.type === "Vpc") return command("attach", t("Attach {name} to {to}", names), false);
  const isMany = placementField(resource)?.many ?? false;
  if (!isMany) return command("move", t("Move {name} to {to}", names), false);
  return [
    ...command("add-to", t("Add {name} to {to}", names), false),
    ...(node.role === "inner" ? command("move-to", t("Move {name} to {to}", names), true) : []),
  ];
}
