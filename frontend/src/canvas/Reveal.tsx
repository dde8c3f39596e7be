import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { detailOf, isFar, isLargeScene } from "../geometry/detail";
import { sceneOf } from "../geometry/scene";
import { useDesign } from "../state/design";
import { unfoldTo } from "../state/folding";
import { useView } from "../state/view";
import { fitAll, LEGIBLE, useCamera } from "./camera";

/** Brings what is asked for into sight, and the first network that an empty canvas gets. */
export function Reveal() {
  const revealed = useView((s) => s.revealed);
  const isEmpty = useDesign((s) => Object.keys(s.design.resources).length === 0);
  const flow = useReactFlow();
  const store = useStoreApi();
  useCamera();

  useEffect(() => {
    const scene = sceneOf(useDesign.getState().design);
    const key = revealed && scene.keysOf.get(revealed.resource)?.[0];
    if (key) unfoldTo(key);
    const rect = key ? scene.absolute.get(key) : undefined;
    if (!rect) return;
    const { transform, width, height } = store.getState();
    const [x, y, zoom] = transform;
    const [left, top] = [rect.x * zoom + x, rect.y * zoom + y];
    const isSeen = left >= 0 && top >= 0 && left + rect.width * zoom <= width && top + rect.height * zoom <= height;
    const isTold = isFar(detailOf(zoom, isLargeScene(scene))) ? scene.nodes.some((node) => node.parent === key) : true;
    if (isSeen && isTold) return;
    const near = isTold ? Math.min(1, zoom) : LEGIBLE;
    void flow.setCenter(rect.x + rect.width / 2, rect.y + rect.height / 2, { zoom: near });
  }, [revealed, flow, store]);

  useEffect(() => {
    if (!isEmpty) fitAll();
  }, [isEmpty, flow]);
  return null;
}
