import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { memo, useMemo, useRef, type PointerEvent, type WheelEvent } from "react";
import { blocksOf } from "../geometry/detail";
import { shownScene } from "../geometry/folding";
import { around, type Rect } from "../geometry/rect";
import { sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { kindOfSubnet, routeTableOf } from "../model/network";
import { get } from "../model/types";
import { useDesign } from "../state/design";
import { useFolding } from "../state/folding";

const WIDTH = 150;
const HEIGHT = 96;
const MARGIN = 0.05;
const ZOOM_STEP = 1.0015;

/** The whole network in the corner, and the part of it that is seen. Dragging moves the view, the wheel zooms it. */
export const Overview = memo(function Overview() {
  const design = useDesign((s) => s.design);
  const folded = useFolding((s) => s.folded);
  const { setCenter, getZoom, zoomTo } = useReactFlow();
  const isHeld = useRef(false);
  const { paths, frame } = useMemo(() => {
    const scene = shownScene(sceneOf(design), folded);
    const rects = scene.nodes.map((node): [string, Rect] => {
      const subnet = node.role === "subnet" ? get(design, "Subnet", node.resource) : undefined;
      const kind = subnet ? kindOfSubnet(design, routeTableOf(design, subnet)) : null;
      const name = kind ?? (node.role === "vpc" || node.role === "zone" ? node.role : "item");
      return [name, scene.absolute.get(node.key) ?? node.rect];
    });
    return { paths: [...blocksOf(rects)], frame: framed(rects.map(([, rect]) => rect)) };
  }, [design, folded]);

  const show = (event: PointerEvent<SVGSVGElement>) => {
    if (!isHeld.current) return;
    const box = event.currentTarget.getBoundingClientRect();
    const scale = frame.width / box.width;
    const at = { x: frame.x + (event.clientX - box.x) * scale, y: frame.y + (event.clientY - box.y) * scale };
    void setCenter(at.x, at.y, { zoom: getZoom() });
  };
  return (
    <Panel position="bottom-right" className="minimap">
      <svg
        role="img"
        aria-label={t("Overview")}
        width={WIDTH}
        height={HEIGHT}
        viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          isHeld.current = true;
          show(event);
        }}
        onPointerMove={show}
        onPointerUp={() => {
          isHeld.current = false;
        }}
        onPointerCancel={() => {
          isHeld.current = false;
        }}
        onWheel={(event: WheelEvent) => void zoomTo(getZoom() * ZOOM_STEP ** -event.deltaY)}
      >
        {paths.map(([name, path]) => (
          <path key={name} className={`mini-${name}`} d={path} vectorEffect="non-scaling-stroke" />
        ))}
        <Shade frame={frame} />
      </svg>
    </Panel>
  );
});

/** Over what is not seen. */
function Shade({ frame }: { frame: Rect }) {
  const [x, y, zoom] = useStore((s) => s.transform);
  const width = useStore((s) => s.width) / zoom;
  const height = useStore((s) => s.height) / zoom;
  const outer = `M${frame.x} ${frame.y}h${frame.width}v${frame.height}h${-frame.width}z`;
  return (
    <path
      className="mini-shade"
      fillRule="evenodd"
      d={`${outer}M${-x / zoom} ${-y / zoom}h${width}v${height}h${-width}z`}
    />
  );
}

/** These rectangles with some room, in the proportions of the map. */
function framed(rects: readonly Rect[]): Rect {
  const whole = around(rects);
  const width = Math.max(whole.width, (whole.height * WIDTH) / HEIGHT) * (1 + 2 * MARGIN);
  const height = (width * HEIGHT) / WIDTH;
  return {
    x: whole.x - (width - whole.width) / 2,
    y: whole.y - (height - whole.height) / 2,
    width,
    height,
  };
}
