/** What a person does on the canvas, each as one gesture: insert, delete, undo. */
import { relativeTo, sceneOf, settled } from "../geometry/scene";
import { meets, NODE_HEIGHT, NODE_WIDTH, type Point, type Rect } from "../geometry/rect";
import type { Placed } from "../geometry/placing";
import { t, tn } from "../i18n";
import { apply } from "../model/apply";
import { palette, type Kind } from "../model/catalogue";
import { ChangeError, type Change } from "../model/changes";
import { goneWith } from "../model/contents";
import { contextOf, NOWHERE, type Carried, type Context, type Plan } from "../model/context";
import { ASKS, contextWithoutPointer, planInsert } from "../model/insert";
import { subnetsOf } from "../model/network";
import type { Schema } from "../model/schema";
import { get, labelOf, type Box, type Design } from "../model/types";
import { ask } from "./asking";
import { commit, step, useDesign } from "./design";
import { focused } from "./selecting";
import { announce, select, toast, useView } from "./view";

/** Insert an item of the palette where the pointer dropped it, `over` being the innermost node there. */
export function insertAt(kind: Kind, over: Placed | null, point: Point): void {
  const { design } = useDesign.getState();
  const context = contextOf(design, sceneOf(design).byKey, over?.key ?? null);
  insert(kind, context, (key) => ({ key, point, isPointer: true }));
}

/** Insert an item of the palette into what is selected, without a pointer. */
export function insertIntoSelection(kind: Kind): void {
  const { design } = useDesign.getState();
  const focus = focused();
  const selected = focus ? contextOf(design, sceneOf(design).byKey, focus) : NOWHERE;
  insert(kind, contextWithoutPointer(design, kind, selected));
}

function insert(kind: Kind, context: Context, wish?: Wish): void {
  const { design } = useDesign.getState();
  const { vpc, subnet } = context;
  const doIt = (there: Context) => carryOut(planInsert(useDesign.getState().design, kind, there), titleOf(kind), wish);
  const endpoint = ASKS.get(kind);
  const isChosen = endpoint === undefined || !vpc || (endpoint === null && subnet !== undefined);
  const hasNoSubnet = endpoint !== "Gateway" && vpc !== undefined && subnetsOf(design, vpc.id).length === 0;
  if (isChosen || hasNoSubnet || "refused" in planInsert(design, kind, context)) return void doIt(context);
  ask({
    vpc,
    endpoint,
    subnet,
    title: endpoint
      ? t("An endpoint in {vpc}: for which service?", { vpc: labelOf(vpc) })
      : t("Which subnets of {vpc}?", { vpc: labelOf(vpc) }),
    verb: titleOf(kind),
    answer: ({ service, subnets, tables }) => {
      const now = useDesign.getState().design;
      const held = <T extends "Subnet" | "RouteTable">(type: T, ids: readonly string[]) =>
        ids.map((id) => get(now, type, id)).filter((one) => one !== undefined);
      const chosen = { subnets: held("Subnet", subnets), tables: held("RouteTable", tables) };
      doIt({ ...context, ...chosen, ...(service === undefined ? {} : { service }) });
    },
  });
}

/** What inserting would come to, for the mark under the pointer. */
export function wouldInsert(kind: Kind, over: Placed | null): Plan {
  const { design } = useDesign.getState();
  return planInsert(design, kind, contextOf(design, sceneOf(design).byKey, over?.key ?? null));
}

/** Delete what is selected, with what stands in it, is part of it or connects it. */
export function deleteSelected(): void {
  const { design, schema } = useDesign.getState();
  const held = useView.getState().selected.filter((id) => id in design.resources);
  const [first] = held;
  const resource = first === undefined ? undefined : design.resources[first];
  if (!resource) return;
  // A connection goes with its end: where both are deleted it has to go first.
  const isConnection = (id: string) => Number(design.resources[id]?.type === "Connection");
  const ids = goneWith(schema, design, held).sort((a, b) => isConnection(b) - isConnection(a));
  const title =
    held.length === 1
      ? t("Delete {name}", { name: labelOf(resource) })
      : tn("Delete {n} thing", "Delete {n} things", held.length);
  const error = commit(title, ids.map((id): Change => ({ op: "remove", id }))); // prettier-ignore
  if (error) return toast(error.message, "refused");
  select([]);
  const along = ids.length - held.length;
  if (along === 0) return announce(title);
  toast(
    tn(
      "{n} thing that belonged to {what} was deleted too. Undo brings it back.",
      "{n} things that belonged to {what} were deleted too. Undo brings them back.",
      along,
      { what: held.length === 1 ? labelOf(resource) : tn("{n} thing", "{n} things", held.length) },
    ),
  );
}

export function undo(): void {
  const title = step("undo");
  announce(title === null ? t("There is nothing to undo.") : t("Undone: {title}", { title }));
}

export function redo(): void {
  const title = step("redo");
  announce(title === null ? t("There is nothing to redo.") : t("Redone: {title}", { title }));
}

/** Apply changes that were worked out elsewhere (a remedy, a form) as one gesture; new nodes get their places with it. */
export function applyChanges(title: string, changes: readonly Change[]): boolean {
  const { design, schema } = useDesign.getState();
  let places: Change[] = [];
  try {
    places = pins(apply(schema, design, changes));
  } catch (error) {
    if (!(error instanceof ChangeError)) throw error;
  }
  const error = commit(title, [...changes, ...places]);
  if (error) toast(error.message, "refused");
  return error === null;
}

export type Wish = (key: string) => { key: string; point: Point; isPointer: boolean };

/** The changes of a plan, with the place that its node is wished to have. */
export function withWish(schema: Schema, design: Design, plan: Carried, wish: Wish): Change[] {
  if (plan.select === null) return plan.changes;
  const box = boxAsWished(apply(schema, design, plan.changes), wish(plan.select));
  return box ? [...plan.changes, { op: "move", id: plan.select, box }] : plan.changes;
}

/** Do what a plan says as one gesture: new nodes get their places with it. A refusal is told instead. */
export function carryOut(plan: Plan, title: string, wish?: Wish): boolean {
  if ("refused" in plan) {
    toast(plan.refused, "refused");
    return false;
  }
  const { design, schema } = useDesign.getState();
  const changes = wish ? withWish(schema, design, plan, wish) : plan.changes;
  const error = commit(title, [...changes, ...pins(apply(schema, design, changes))]);
  if (error) {
    toast(error.message, "refused");
    return false;
  }
  if (plan.select) {
    const now = useDesign.getState().design;
    const resource = sceneOf(now).byKey.get(plan.select)?.resource;
    if (resource) select([resource], plan.select);
    else select(plan.select in now.resources ? [plan.select] : []); // a route table stands nowhere: it is a chip
  }
  announce(title);
  return true;
}

/** Where a new node goes: at the pointer where that is free; containers and gateways have their own order. */
function boxAsWished(design: Design, { key, point, isPointer }: ReturnType<Wish>): Box | null {
  const scene = sceneOf(design);
  const node = scene.byKey.get(key);
  if (!node || node.role === "subnet" || node.role === "zone" || node.role === "gateway") return null;
  const isVpc = node.role === "vpc";
  const corner = isPointer && !isVpc ? { x: point.x - NODE_WIDTH / 2, y: point.y - NODE_HEIGHT / 2 } : point;
  const at = settled(node.role, relativeTo(scene, node.parent, corner));
  const rect: Rect = { ...at, width: node.rect.width, height: node.rect.height };
  const isFree = scene.nodes.every(
    (other) =>
      other.key === key || other.parent !== node.parent || !(other.key in design.layout) || !meets(rect, other.rect),
  );
  if (!isFree) return null;
  return isVpc ? at : rect;
}

/** Moves that fix the place of every node that has none yet, so that later gestures do not push it about. */
function pins(design: Design): Change[] {
  return sceneOf(design)
    .nodes.filter((node) => !(node.key in design.layout))
    .map(({ key, rect, role }) => ({
      op: "move",
      id: key,
      box: role === "vpc" ? { x: rect.x, y: rect.y } : { ...rect },
    }));
}

function titleOf(kind: Kind): string {
  return t("Add {what}", { what: palette().find((item) => item.kind === kind)?.title ?? kind });
}
