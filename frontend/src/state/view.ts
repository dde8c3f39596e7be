/** What is looked at: selection, the open panel, the flow that is shown. None of it is saved with the design. */
import { create } from "zustand";
import { equal } from "../model/equal";
import { prefer, usePreferences } from "./preferences";

export type Tab = "properties" | "findings" | "trace" | "outline" | "template" | "history";
export type Overlay = "commands" | "shortcuts";
export type Theme = "system" | "light" | "dark";

/** One flow of one workload, seen from one of its subnets. */
export interface ShownFlow {
  readonly workload: string;
  readonly flow: number;
  readonly subnet: string | null;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "info" | "refused";
}

export interface ViewState {
  /** Ids of the selected resources: a resource that stands in several subnets is selected as one. */
  readonly selected: readonly string[];
  /** The nodes by which they were selected: these move together. Empty where they were selected elsewhere than on the canvas. */
  readonly picked: readonly string[];
  /** The node that was selected last: where an insertion goes. */
  readonly focus: string | null;
  readonly tab: Tab;
  readonly shown: ShownFlow | null;
  readonly theme: Theme;
  readonly toasts: readonly Toast[];
  readonly announcement: string;
  /** What a drag is over (an empty key outside everything), whether it may be dropped there, and what that means or why not. */
  readonly target: { readonly key: string; readonly isRefused: boolean; readonly says: string } | null;
  /** What lies over the page. */
  readonly overlay: Overlay | null;
  /** What the command palette opens with. */
  readonly query: string;
  /** The resource to bring into sight, once. */
  readonly revealed: { readonly resource: string } | null;
}

const THEME_KEY = "farway-theme";

function storedTheme(): Theme {
  const stored = localStorage.getItem(THEME_KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

export const useView = create<ViewState>(() => ({
  selected: [],
  picked: [],
  focus: null,
  tab: "properties",
  shown: null,
  theme: storedTheme(),
  toasts: [],
  announcement: "",
  target: null,
  overlay: null,
  query: "",
  revealed: null,
}));

const { getState, setState } = useView;

/** Select these resources, by these nodes; the last of them is where an insertion goes. */
export function select(ids: readonly string[], ...picked: readonly string[]): void {
  const now = getState();
  if (equal(ids, now.selected) && equal(picked, now.picked)) return;
  setState({ selected: ids, picked, focus: picked.at(-1) ?? null });
}

/** Show a tab of the panel, which comes back where it was put away. */
export function openTab(tab: Tab): void {
  setState({ tab });
  if (!usePreferences.getState().panel) prefer({ panel: true });
}

export function showFlow(shown: ShownFlow | null): void {
  setState({ shown });
  if (shown) openTab("findings");
}

export function setTarget(target: ViewState["target"]): void {
  const now = getState().target;
  if (!equal(now, target)) setState({ target });
}

export function openOverlay(overlay: Overlay | null, query = ""): void {
  setState({ overlay, query });
}

/** Bring a resource into sight on the canvas. */
export function reveal(resource: string): void {
  setState({ revealed: { resource } });
}

export function setTheme(theme: Theme): void {
  if (theme === "system") localStorage.removeItem(THEME_KEY);
  else localStorage.setItem(THEME_KEY, theme);
  setState({ theme });
}

let toasts = 0;
const TOAST_MS = 6_000;

/** Say something in the corner and to screen readers. */
export function toast(text: string, tone: Toast["tone"] = "info"): void {
  const id = ++toasts;
  setState({ toasts: [...getState().toasts, { id, text, tone }].slice(-4), announcement: text });
  setTimeout(() => dismissToast(id), TOAST_MS);
}

export function dismissToast(id: number): void {
  setState({ toasts: getState().toasts.filter((one) => one.id !== id) });
}

/** Say something to screen readers only. */
export function announce(text: string): void {
  setState({ announcement: text });
}
