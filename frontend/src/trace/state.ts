/** The trace that is asked for: its ends, its answer, and which of its places is looked at. */
import { create } from "zustand";
import type { DesignApi } from "../api/designs";
import { ApiError } from "../api/client";
import type { Protocol, TraceQuestion, TraceReport } from "../api/trace";
import { sceneOf } from "../geometry/scene";
import { t, tn } from "../i18n";
import { onlyLayout } from "../model/changes";
import { isAddress } from "../model/cidr";
import { useDesign } from "../state/design";
import { announce, openTab, useView } from "../state/view";
import { verdictWord } from "../panels/Verdict";
import { endName, mayBeEnd, type EndRole } from "./ends";

export interface TraceState {
  readonly source: string | null;
  readonly destination: string | null;
  readonly protocol: Protocol;
  readonly port: number | null;
  readonly family: "ipv4" | "ipv6";
  readonly answer: TraceReport | null;
  readonly isAsking: boolean;
  readonly error: string | null;
  /** The index of the place that is drawn; null for the one that tells most. */
  readonly place: number | null;
  readonly withReply: boolean;
  /** The hop that is pointed at, by its number. */
  readonly hop: number | null;
  /** The end that the next click on the canvas names. */
  readonly picking: EndRole | null;
  /** The end whose field takes the keyboard next. */
  readonly typing: EndRole | null;
}

const DEFAULT_PORT = 443;

const BLANK: TraceState = {
  source: null,
  destination: null,
  protocol: "tcp",
  port: DEFAULT_PORT,
  family: "ipv4",
  answer: null,
  isAsking: false,
  error: null,
  place: null,
  withReply: true,
  hop: null,
  picking: null,
  typing: null,
};

export const useTrace = create<TraceState>(() => BLANK);
const { getState, setState } = useTrace;

/** Ask for something else: what was answered before is of another question. */
export function ask(patch: Partial<Pick<TraceState, "source" | "destination" | "protocol" | "port" | "family">>): void {
  setState({ ...patch, answer: null, error: null, place: null, hop: null });
}

export const showPlace = (place: number): void => setState({ place, hop: null });
export const pointAt = (hop: number | null): void => setState({ hop });
export const showReply = (withReply: boolean): void => setState({ withReply });

/** Turn the question round. */
export function swap(): void {
  const { source, destination } = getState();
  ask({ source: destination, destination: source });
}

/** Leave the trace: the canvas shows the network again. Returns whether there was one. */
export function leave(): boolean {
  const { source, destination, picking } = getState();
  if (picking) {
    setState({ picking: null });
    return true;
  }
  if (source === null && destination === null) return false;
  setState(BLANK);
  announce(t("The trace is closed."));
  return true;
}

/** Open the tool; what is selected and may begin a trace begins it. */
export function openTrace(patch: Parameters<typeof ask>[0] = {}): void {
  const { design } = useDesign.getState();
  const [only] = useView.getState().selected;
  const resource = only === undefined ? undefined : design.resources[only];
  const { source } = getState();
  if (source === null && patch.source === undefined && resource && mayBeEnd(resource, "source")) {
    patch = { ...patch, source: resource.id };
  }
  if (Object.keys(patch).length > 0) ask(patch);
  openTab("trace");
}

/** Let the keyboard name the first end that is open. */
export function typeEnds(): void {
  openTrace();
  setState({ typing: getState().source === null ? "source" : "destination" });
}

export const typed = (): void => setState({ typing: null });

export function pick(role: EndRole | null): void {
  setState({ picking: role });
  if (role) announce(role === "source" ? t("Click where the trace begins.") : t("Click where the trace ends."));
}

/** A click on a node while an end is being picked. Returns whether it was taken. */
export function picked(key: string): boolean {
  const { picking } = getState();
  if (!picking) return false;
  const { design } = useDesign.getState();
  const resource = design.resources[sceneOf(design).byKey.get(key)?.resource ?? ""];
  if (!resource || !mayBeEnd(resource, picking)) {
    announce(
      t("A trace cannot begin or end there: choose a task, a load balancer, a database, an endpoint or an address."),
    );
    return true;
  }
  ask({ [picking]: resource.id });
  // The first end is named: the next click names the other.
  const other = picking === "source" ? "destination" : "source";
  setState({ picking: getState()[other] === null ? other : null });
  announce(picking === "source" ? t("From {name}", { name: endName(design, resource.id) }) : t("To {name}", { name: endName(design, resource.id) })); // prettier-ignore
  return true;
}

/** The question, once both ends are named. */
export function questionOf(state: TraceState): TraceQuestion | null {
  const { source, destination, protocol, port, family } = state;
  if (source === null || destination === null) return null;
  const isAddressed = [source, destination].some(isAddress); // an address says its family itself
  return { source, destination, protocol, port: hasPort(protocol) ? port : null, family: isAddressed ? null : family };
}

export const hasPort = (protocol: Protocol): boolean => protocol === "tcp" || protocol === "udp";

let asked = 0;

/** Trace on the newest revision that the server has. Answers that arrive out of order are left aside. */
export async function run(api: DesignApi): Promise<void> {
  const question = questionOf(getState());
  if (!question) return;
  const mine = ++asked;
  setState({ isAsking: true, error: null });
  try {
    const answer = await api.trace(question);
    if (mine !== asked) return;
    const before = getState().answer;
    setState({ answer, isAsking: false, place: placeIn(answer, getState().place) });
    if (before?.verdict !== answer.verdict) announce(summary(answer));
  } catch (error) {
    if (mine !== asked) return;
    const message = error instanceof Error ? error.message : String(error);
    setState({ isAsking: false, error: message, ...(error instanceof ApiError ? { answer: null } : {}) });
    announce(message);
  }
}

const placeIn = (answer: TraceReport, place: number | null): number | null =>
  place !== null && place < answer.placements.length ? place : null;

/** The place that is drawn: the chosen one, otherwise the first that does not let it through. */
export function placeShown({ answer, place }: TraceState): number {
  if (place !== null || !answer) return place ?? 0;
  const failing = answer.placements.findIndex((one) => one.verdict !== "reachable");
  return Math.max(0, failing);
}

function summary(answer: TraceReport): string {
  const obstacles = answer.blockers.length;
  const verdict = verdictWord(answer.verdict);
  return obstacles > 0
    ? tn("Trace: {verdict}, {n} obstacle", "Trace: {verdict}, {n} obstacles", obstacles, { verdict })
    : t("Trace: {verdict}", { verdict });
}

/** Whether the answer is of the design as it is drawn now. */
export function isAnswerCurrent(answer: TraceReport): boolean {
  const { substance, pending } = useDesign.getState();
  return answer.revision >= substance && pending.every((p) => onlyLayout(p.changes));
}
