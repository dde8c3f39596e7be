/** Starting an empty design from one of the patterns. */
import { t } from "../i18n";
import { useDesign } from "../state/design";
import { usePage } from "../state/page";
import { startFrom, usePatterns } from "../state/patterns";
import type { Command } from "./command";

export function startingCommands(): Command[] {
  const { api } = usePage.getState();
  const isEmpty = Object.keys(useDesign.getState().design.resources).length === 0;
  if (!api || !isEmpty) return [];
  return usePatterns.getState().patterns.map((pattern) => ({
    id: `start-${pattern.slug}`,
    group: "design",
    title: t("Start from {pattern}", { pattern: pattern.name }),
    words: `pattern example template new ${pattern.text}`,
    run: () => void startFrom(api, pattern),
  }));
}
