/** Starting from a pattern: its network comes onto the canvas as one gesture. */
import { create } from "zustand";
import type { DesignApi } from "../api/designs";
import type { Pattern } from "../api/types";
import { t } from "../i18n";
import { difference } from "../model/inverse";
import { designOf } from "../model/types";
import { commit, useDesign } from "./design";
import { announce, toast } from "./view";

/** The patterns that there are, once the gallery has asked for them. */
export const usePatterns = create<{ readonly patterns: readonly Pattern[] }>(() => ({ patterns: [] }));

/** Learn which patterns there are. Without them the canvas is as good as with them: they are not missed. */
export async function learnPatterns(api: DesignApi): Promise<void> {
  const patterns = await api.patterns().catch(() => []);
  usePatterns.setState({ patterns });
}

/** Put a pattern's network on the empty canvas, in the pattern's Region. What keeps it from being read is told. */
export async function startFrom(api: DesignApi, { slug, name }: Pattern): Promise<void> {
  try {
    const { resources, layout, region } = designOf((await api.pattern(slug)).document);
    const { schema, design } = useDesign.getState();
    if (Object.keys(design.resources).length > 0) return;
    const title = t("Start from {pattern}", { pattern: name });
    const error = commit(title, difference(schema, design, { ...design, region, resources, layout }));
    if (error) return toast(error.message, "refused");
    announce(title);
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error), "refused");
  }
}
