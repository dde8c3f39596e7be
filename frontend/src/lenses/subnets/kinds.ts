/** Public, private, isolated: what subnets and the tasks in them say under that lens. */
import type { MatrixCell } from "../../api/matrix";
import type { SubnetAnswer, SubnetsAnswer, SubnetTask, SubnetWay } from "../../api/subnets";
import { t } from "../../i18n";
import { SIGNS } from "../../state/verdicts";
import type { Mark } from "../lens";

export type Look = SubnetAnswer["kind"];
export const LOOKS: readonly Look[] = ["public", "private", "isolated", "mixed", "unknown"];

/** The kind of each subnet, which decides its pattern. */
export function looksOf(answer: SubnetsAnswer): Map<string, Look> {
  return new Map(answer.subnets.map(({ id, kind }) => [id, kind]));
}

/** What subnets say, by their ids, and tasks in them, by `workload@subnet`. */
export function marksOfSubnets(answer: SubnetsAnswer): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const subnet of answer.subnets) {
    marks.set(subnet.id, { tone: subnet.kind === "unknown" ? "unknown" : "plain", text: subnetWords(subnet) });
    for (const task of subnet.workloads) marks.set(`${task.id}@${subnet.id}`, taskMark(task));
  }
  return marks;
}

/** `public`, or a word for each family where they differ. */
export function subnetWords({ kind, ipv4, ipv6 }: SubnetAnswer): string {
  if (kind !== "mixed") return kindWord(kind);
  const part = (name: string, way: SubnetWay | null) => (way ? `${name} ${kindWord(way.kind)}` : null);
  return [part("IPv4", ipv4), part("IPv6", ipv6)].filter((text) => text !== null).join(", ");
}

export function kindWord(kind: Look): string {
  switch (kind) {
    case "public":
      return t("public");
    case "private":
      return t("private");
    case "isolated":
      return t("isolated");
    case "mixed":
      return t("mixed");
    case "unknown":
      return t("not known");
  }
}

export function kindAbout(kind: Look): string {
  switch (kind) {
    case "public":
      return t("a route to an internet gateway");
    case "private":
      return t("a way out that lets nobody in: NAT, egress-only, transit gateway, peering, VPN");
    case "isolated":
      return t("no route out of the VPC");
    case "mixed":
      return t("IPv4 and IPv6 differ");
    case "unknown":
      return t("the input does not say all its routes");
  }
}

/** In few words, what matters most: the internet reaches it by itself, or may, or through a load balancer, or not at all. */
function taskMark(task: SubnetTask): Mark {
  const cells = [task.ipv4, task.ipv6].filter((cell) => cell !== null);
  const own = cells.find(({ verdict }) => verdict === "open" || verdict === "partial");
  if (own)
    return { tone: "warn", text: `${SIGNS.warn} ${t("open to the internet: {ports}", { ports: portsOf(own) })}` };
  const doors = task.by_load_balancer.join(", ");
  if (doors) return { tone: "plain", text: t("by load balancer: {ports}", { ports: doors }) };
  if (task.public_ip === null || cells.some(({ verdict }) => verdict === "unknown")) {
    return { tone: "unknown", text: `${SIGNS.unknown} ${t("not known")}` };
  }
  return { tone: "plain", text: task.public_ip ? t("public IP, not reached") : t("not reached") };
}

/** Whether the task has an address on the internet. */
export function addressWord({ public_ip }: SubnetTask): string {
  return public_ip === null ? t("public IP not known") : public_ip ? t("public IP") : t("no public IP");
}

/** By what the internet reaches it: ports of its own address, and of load balancers; empty where it does not. */
export function reachedBy({ ipv4, ipv6, by_load_balancer }: SubnetTask): string {
  const own = [cellWords("IPv4", ipv4), ipv6 ? cellWords("IPv6", ipv6) : null].filter((text) => text !== null);
  const doors =
    by_load_balancer.length > 0 ? [t("by load balancer {ports}", { ports: by_load_balancer.join(", ") })] : [];
  return [...own, ...doors].join("; ");
}

function cellWords(family: string, cell: MatrixCell): string | null {
  if (cell.verdict === "closed") return null;
  if (cell.verdict === "unknown") return t("{family} not known", { family });
  return `${family} ${portsOf(cell)}`;
}

function portsOf({ allowed }: MatrixCell): string {
  return allowed.map(({ protocol, ports }) => `${protocol} ${ports}`).join(", ") || t("partly");
}
