import { expect, test } from "vitest";
import type { Report } from "../src/api/report";
import { routeOf } from "../src/geometry/route";
import { meets, type Rect } from "../src/geometry/rect";
import { sceneOf } from "../src/geometry/scene";
import { wire } from "../src/geometry/wire";
import { placementToShow } from "../src/state/verdicts";
import orders from "./fixtures/orders-report.json";
import { ordersDesign } from "./helpers";

const report = orders as unknown as Report;
const design = ordersDesign();
const scene = sceneOf(design);

function routeFor(workload: string, flow: string, to: string | null = null, subnet: string | null = null) {
  const found = report.workloads
    .find((w) => w.id === workload)
    ?.flows.find((f) => f.flow === flow && (to === null || f.to === to));
  const placement = found && placementToShow(found, subnet);
  if (!found || !placement) throw new Error(`no ${flow}`);
  return { flow: found, placement, route: routeOf(design, scene, found, placement) };
}

test("hops on the canvas have the numbers of the panel, the start has none", () => {
  const { route, placement } = routeFor("OrdersApi", "image-pull", "s3");
  const numbers = route.stops.map((stop) => stop.number).filter((n) => n !== null);
  expect(numbers).toEqual([1, 2, 3, 4]);
  expect(placement.path).toHaveLength(5);
  expect(route.stops[0]).toMatchObject({ number: null, key: "OrdersApi@AppA" });
});

test("a blocked stretch begins at the hop that blocks and goes on to its end", () => {
  const { route } = routeFor("OrdersApi", "image-pull", "s3");
  expect(route.stops.map((stop) => stop.state)).toEqual(["ok", "ok", "ok", "stop", "stop", "stop"]);
  expect(route.farEnd?.name).toBe("Amazon S3");
});

test("route tables and network ACLs are pointed at as chips of the subnet that is asked about", () => {
  const { route } = routeFor("OrdersApi", "image-pull", "s3", "AppB");
  const subnet = scene.absolute.get("AppB") as Rect;
  const chips = route.stops.slice(2, 4);
  for (const chip of chips) expect(meets(chip.rect, subnet)).toBe(true);
  expect(route.lit).toContain("OrdersApi@AppB");
  expect(route.lit).not.toContain("OrdersApi@AppA");
});

test("the load balancer's way to a task ends at the task in the subnet that is asked about", () => {
  const { route } = routeFor("OrdersApi", "lb-to-task", null, "AppB");
  expect(route.stops[0]?.key).toBe("OrdersAlb@PublicA");
  expect(route.stops.at(-1)?.key).toBe("OrdersApi@AppB");
  expect(route.farEnd).toBeNull();
});

test("an endpoint in a subnet is its own end", () => {
  expect(routeFor("OrdersApi", "ecr-auth").route.farEnd).toBeNull();
});

test("a flow whose destination is not known has no far end", () => {
  const { flow, placement } = routeFor("OrdersApi", "image-pull", "s3");
  const { farEnd, stops } = routeOf(design, scene, { ...flow, to: "" }, placement);
  expect(farEnd).toBeNull();
  expect(stops.at(-1)?.number).toBe(4);
});

test("every flow of the report can be drawn", () => {
  for (const workload of report.workloads) {
    for (const flow of workload.flows) {
      for (const placement of flow.placements) {
        const { stops } = routeOf(design, scene, flow, placement);
        expect(stops.length, `${workload.id} ${flow.flow}`).toBeGreaterThan(0);
        for (const stop of stops) expect(Number.isFinite(stop.rect.x + stop.rect.y)).toBe(true);
      }
    }
  }
});

test("wires are level or upright", () => {
  const { route } = routeFor("OrdersApi", "image-pull", "s3");
  route.stops.slice(1).forEach((stop, i) => {
    const before = route.stops[i];
    if (!before || before.rect === stop.rect) return;
    const corners = wire(
      before.rect,
      stop.rect,
      [before.zone, stop.zone].filter((zone) => zone !== null),
    );
    corners.slice(1).forEach((corner, j) => {
      const from = corners[j];
      expect(from?.x === corner.x || from?.y === corner.y).toBe(true);
    });
  });
});
