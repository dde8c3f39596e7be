import { useStore, type Viewport } from "@xyflow/react";
import { detailOf, type Detail } from "../geometry/detail";

/** How much is told at the zoom of the view; until React Flow knows it, of the one that the page opens with. */
export function useDetail(opening: Viewport | null, isLarge: boolean): Detail {
  return useStore((s) => detailOf(s.panZoom ? s.transform[2] : (opening?.zoom ?? 1), isLarge));
}
