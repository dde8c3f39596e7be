/** Who may talk to whom, of one security group: lines to the groups and blocks that its rules name, and to what it protects. */
import { t } from "../i18n";
import { peerText, portsText, protocolOf, PROTOCOLS } from "../model/rules";
import { securityGroupField } from "../model/network";
import { all, fieldOf, get, type Design, type SecurityGroupRule } from "../model/types";
import type { Point, Rect } from "./rect";
import type { Scene } from "./scene";

export interface GroupEdge {
  readonly key: string;
  readonly from: Point;
  readonly to: Point;
  /** Where the label stands: in the middle, above the nodes where these are too near for it. */
  readonly at: Point;
  /** What is let through; none on a line to what the group protects. */
  readonly label: string;
}

/** The edges of a group, from the talker to who is talked to. */
export function edgesOfGroup(design: Design, scene: Scene, id: string): GroupEdge[] {
  const group = get(design, "SecurityGroup", id);
  const here = rectOf(scene, id);
  if (!group || !here) return [];
  const edges: GroupEdge[] = [];
  const lines = new Map<string, { from: Rect; to: Rect; labels: string[] }>();
  const add = (from: Rect | undefined, to: Rect | undefined, key: string, rule: SecurityGroupRule) => {
    if (!from || !to) return;
    const line = lines.get(key) ?? { from, to, labels: [] };
    line.labels.push(labelOf(rule));
    lines.set(key, line);
  };
  for (const rule of group.security_group_ingress ?? [])
    if (rule.referenced_group_id && rule.referenced_group_id !== id)
      add(rectOf(scene, rule.referenced_group_id), here, `in ${rule.referenced_group_id}`, rule);
  for (const other of all(design, "SecurityGroup")) {
    if (other.id === id) continue;
    for (const rule of other.security_group_ingress ?? [])
      if (rule.referenced_group_id === id) add(here, rectOf(scene, other.id), `out ${other.id}`, rule);
  }
  for (const [key, { from, to, labels }] of lines)
    edges.push({ key, ...ends(from, to, key.startsWith("in")), label: [...new Set(labels)].join(", ") });
  for (const resource of Object.values(design.resources)) {
    const field = securityGroupField(resource);
    const held = field ? (fieldOf(resource, field) as readonly string[] | undefined) : undefined;
    if (!held?.includes(id)) continue;
    for (const node of scene.keysOf.get(resource.id) ?? []) {
      const rect = scene.absolute.get(node);
      if (rect) edges.push({ key: `member ${node}`, ...ends(here, rect, false), label: "" });
    }
  }
  return edges;
}

/** What its rules let in from elsewhere than groups: blocks and prefix lists. */
export function blocksIn(design: Design, id: string): string[] {
  const rules = get(design, "SecurityGroup", id)?.security_group_ingress ?? [];
  return rules
    .filter((rule) => !rule.referenced_group_id)
    .map((rule) => t("{what} from {peer}", { what: labelOf(rule), peer: peerText(design, rule) }));
}

function labelOf(rule: SecurityGroupRule): string {
  const protocol = protocolOf(rule.ip_protocol);
  if (protocol === "-1") return t("everything");
  const name = PROTOCOLS.find(([value]) => value === protocol)?.[1] ?? protocol;
  return [name, portsText(rule.from_port, rule.to_port)].filter(Boolean).join(" ");
}

const rectOf = (scene: Scene, id: string): Rect | undefined => scene.absolute.get(scene.keysOf.get(id)?.[0] ?? "");

/** From border to border, above one another where both ways are there. */
function ends(a: Rect, b: Rect, isUpper: boolean): Pick<GroupEdge, "from" | "to" | "at"> {
  const shift = isUpper ? -6 : 6;
  const middle = (r: Rect): Point => ({ x: r.x + r.width / 2, y: r.y + r.height / 2 });
  const [p, q] = [middle(a), middle(b)];
  const isAcross =
    Math.abs(q.x - p.x) * Math.min(a.height, b.height) >= Math.abs(q.y - p.y) * Math.min(a.width, b.width);
  if (isAcross) {
    const way = Math.sign(q.x - p.x) || 1;
    const from = { x: p.x + (way * a.width) / 2, y: p.y + shift };
    const to = { x: q.x - (way * b.width) / 2, y: q.y + shift };
    const isNear = Math.abs(to.x - from.x) < LABEL_ROOM;
    return {
      from,
      to,
      at: { x: (from.x + to.x) / 2, y: isNear ? Math.min(a.y, b.y) - LABEL_RISE : (from.y + to.y) / 2 },
    };
  }
  const way = Math.sign(q.y - p.y) || 1;
  const from = { x: p.x + shift, y: p.y + (way * a.height) / 2 };
  const to = { x: q.x + shift, y: q.y - (way * b.height) / 2 };
  return { from, to, at: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } };
}

const LABEL_ROOM = 96;
const LABEL_RISE = 8;
