/** Resizing containers: never smaller than what stands in them, and what stands beside makes room. */
import { within } from "../geometry/folding";
import { isContainer } from "../geometry/places";
import { bottom, insertRoom, right, SUBNET_MIN_HEIGHT, ZONE_PADDING, type Rect } from "../geometry/rect";
import { sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import type { Change } from "../model/changes";
import { labelOf } from "../model/types";
import { commit, useDesign } from "./design";
import { movable } from "./selecting";
import { announce, toast } from "./view";

export interface Size {
  readonly width: number;
  readonly height: number;
}

const RHYTHM = 4;
const LEAST_WIDTH = 224;
const STEP = 20;

/** The size that a container gets when this is asked for. */
export function fitting(key: string, asked: Size): Size {
  const scene = sceneOf(useDesign.getState().design);
  const inner = within(scene, key).filter((node) => node.parent === key);
  const round = (value: number) => Math.round(value / RHYTHM) * RHYTHM;
  return {
    width: Math.max(round(asked.width), LEAST_WIDTH, ...inner.map(({ rect }) => right(rect) + ZONE_PADDING)),
    height: Math.max(round(asked.height), SUBNET_MIN_HEIGHT, ...inner.map(({ rect }) => bottom(rect) + ZONE_PADDING)),
  };
}

/** Give a container this size, as one step with the moves of what stands beside it. */
export function resize(key: string, asked: Size): void {
  const { design } = useDesign.getState();
  const scene = sceneOf(design);
  const node = scene.byKey.get(key);
  if (!node || !isContainer(node.role)) return;
  const size = fitting(key, asked);
  if (size.width === node.rect.width && size.height === node.rect.height) return;
  const after: Rect = { ...node.rect, ...size };
  const siblings = scene.nodes.filter((other) => other.parent === node.parent && other.key !== key);
  const rects = siblings.map(({ rect }) => ({ ...rect }));
  insertRoom(node.rect, after, rects);
  const changes: Change[] = [{ op: "move", id: key, box: after }];
  siblings.forEach(({ key: other, rect, role }, i) => {
    const moved = rects[i];
    if (!moved || (moved.x === rect.x && moved.y === rect.y)) return;
    changes.push({ op: "move", id: other, box: role === "vpc" ? { x: moved.x, y: moved.y } : moved });
  });
  const resource = node.resource ? design.resources[node.resource] : undefined;
  const error = commit(t("Resize {name}", { name: resource ? labelOf(resource) : node.title }), changes);
  if (error) toast(error.message, "refused");
  else announce(t("{width} by {height} pixels", { width: size.width, height: size.height }));
}

/** The selected containers, wider or higher by so many steps. */
export function resizeSelected(across: number, down: number): void {
  for (const { key, role, rect } of movable())
    if (isContainer(role)) resize(key, { width: rect.width + across * STEP, height: rect.height + down * STEP });
}
