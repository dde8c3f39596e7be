/** Who may talk to whom, of one security group: lines to the groups and blocks that its rules are about, and to what it protects. */
import { t } from "../i18n";
import { peerText, portsText, protocolOf, PROTOCOLS } from "../model/rules";
import { securityGroupField } from "../model/network";
import { talksOf, type Passage, type Talk } from "../model/talking";
import { fieldOf, get, labelOf, type Design, type SecurityGroupRule } from "../model/types";
import type { Point, Rect } from "./rect";
import type { Scene } from "./scene";

export interface GroupEdge {
  readonly key: string;
  readonly from: Point;
  readonly to: Point;
  /** Where the label stands: in the middle, above the nodes where these are too near for it. */
  readonly at: Point;
  /** What is let through, or what is not and by whom; none on a line to what the group protects. */
  readonly label: string;
  /** Whether both sides let it through; one of them alone is no way. */
  readonly isOpen: boolean;
}

/** The edges of a group, from the talker to who is talked to. */
export function edgesOfGroup(design: Design, scene: Scene, id: string): GroupEdge[] {
  const group = get(design, "SecurityGroup", id);
  const here = rectOf(scene, id);
  if (!group || !here) return [];
  const edges: GroupEdge[] = [];
  for (const talk of talksOf(design, id)) {
    const isIn = talk.to === id;
    const [from, to] = [rectOf(scene, talk.from), rectOf(scene, talk.to)];
    if (!from || !to) continue;
    const key = isIn ? `in ${talk.from}` : `out ${talk.to}`;
    edges.push({ key, ...ends(from, to, isIn), label: wordsOf(design, talk), isOpen: talk.open.length > 0 });
  }
  for (const resource of Object.values(design.resources)) {
    const field = securityGroupField(resource);
    const held = field ? (fieldOf(resource, field) as readonly string[] | undefined) : undefined;
    if (!held?.includes(id)) continue;
    for (const node of scene.keysOf.get(resource.id) ?? []) {
      const rect = scene.absolute.get(node);
      if (rect) edges.push({ key: `member ${node}`, ...ends(here, rect, false), label: "", isOpen: true });
    }
  }
  return edges;
}

/** What is let through; where that is nothing, what one side would let through and which does not. */
function wordsOf(design: Design, { from, to, open, notLetIn, notLetOut }: Talk): string {
  const named = (id: string) => {
    const group = design.resources[id];
    return group ? labelOf(group) : id;
  };
  const parts = [
    list(open),
    notLetOut.length > 0 && t("✕ {what}: {group} does not let it out", { what: list(notLetOut), group: named(from) }),
    notLetIn.length > 0 && t("✕ {what}: {group} does not let it in", { what: list(notLetIn), group: named(to) }),
  ];
  return parts.filter(Boolean).join("; ");
}

const list = (passages: readonly Passage[]): string => [...new Set(passages.map(textOf))].join(", ");

/** What its rules let in from elsewhere than groups: blocks and prefix lists. */
export function blocksIn(design: Design, id: string): string[] {
  return blocks(design, get(design, "SecurityGroup", id)?.security_group_ingress ?? [], (what, peer) =>
    t("{what} from {peer}", { what, peer }),
  );
}

/** The same of what they let out; a group that says nothing of it lets out everything. */
export function blocksOut(design: Design, id: string): string[] {
  const rules = get(design, "SecurityGroup", id)?.security_group_egress;
  if (!rules) return [t("everything to anywhere")];
  if (rules.length === 0) return [t("nothing to anywhere")];
  return blocks(design, rules, (what, peer) => t("{what} to {peer}", { what, peer }));
}

type Wording = (what: string, peer: string) => string;

function blocks(design: Design, rules: readonly SecurityGroupRule[], wording: Wording): string[] {
  return rules.filter((rule) => !rule.referenced_group_id).map((rule) => wording(textOf(rule), peerText(design, rule)));
}

function textOf(rule: Passage): string {
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
