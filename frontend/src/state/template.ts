/** The design as a CloudFormation template, with the lines of each resource. */
import { create } from "zustand";
import type { Template } from "../api/types";
import { usePage } from "./page";

export interface TemplateState {
  readonly template: Template | null;
  readonly problem: string | null;
}

export const useTemplate = create<TemplateState>(() => ({ template: null, problem: null }));

/** Fetch the template where the one that is held is of an older revision. */
export function fetchTemplate(revision: number): void {
  const { api } = usePage.getState();
  const held = useTemplate.getState().template;
  if (!api || (held && held.revision >= revision)) return;
  api.template().then(
    (template) => {
      const now = useTemplate.getState().template;
      if (!now || template.revision >= now.revision) useTemplate.setState({ template, problem: null });
    },
    (error: unknown) => useTemplate.setState({ problem: error instanceof Error ? error.message : String(error) }),
  );
}

/** The resource that stands at a line of the template, counted from 1. */
export function resourceAt(line: number): string | null {
  const lines = Object.entries(useTemplate.getState().template?.lines ?? {});
  return lines.find(([, [first, last]]) => line >= first && line <= last)?.[0] ?? null;
}

/** The lines of one resource, without the depth at which they stand; null where the template has none of it. */
export function textOf({ text, lines }: Template, id: string): string | null {
  const range = lines[id];
  if (!range) return null;
  const [first, last] = range;
  const rows = text.split("\n").slice(first - 1, last);
  return rows.map((row) => row.replace(/^ {2}/, "")).join("\n");
}
