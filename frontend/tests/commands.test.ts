import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Topology } from "../src/generated/model";
import { isPressed } from "../src/commands/keys";
import { matches } from "../src/commands/matching";
import { commandFor, commands } from "../src/commands/registry";
import * as store from "../src/state/design";
import { NO_HISTORY } from "../src/state/history";
import { settleNudge } from "../src/state/nudging";
import { dropNodes } from "../src/state/moving";
import { selectAll, selectNode, selectNodes, nodesIn } from "../src/state/selecting";
import { select, useView } from "../src/state/view";
import { sceneOf } from "../src/geometry/scene";
import { findResources } from "../src/model/search";
import { onShortcut } from "../src/shortcuts";
import orders from "./fixtures/orders.json";
import { ordersDesign, schema } from "./helpers";

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  ({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }) as KeyboardEvent;
const layoutOf = (key: string) => store.useDesign.getState().design.layout[key];
const steps = () => store.useDesign.getState().history.past.length;

beforeEach(() => {
  store.useDesign.setState({ pending: [], history: NO_HISTORY, clash: null, fieldError: null, notices: [] });
  store.load(schema, { id: "1", name: "Orders", revision: 7, document: orders as unknown as Topology });
  select([]);
});

describe("the registry", () => {
  test("every command has an id, a title and keys of its own", () => {
    const all = commands();
    expect(new Set(all.map((c) => c.id)).size).toBe(all.length);
    expect(all.filter((c) => !c.title)).toEqual([]);
    const keys = all.flatMap((c) => c.keys ?? []);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  test("a query finds by title first, then by other words", () => {
    const ids = matches(commands(), "zoom").map((c) => c.id);
    expect(ids.slice(0, 2)).toContain("zoom-in");
    expect(ids).toContain("fit");
    expect(matches(commands(), "pan hand")[0]?.id).toBe("tool-hand");
  });

  test("a key finds its command only where that can be done", () => {
    expect(commandFor(press("z", { ctrlKey: true }), true)).toBeUndefined();
    store.commit("Rename", [{ op: "set", id: "AppA", values: { name: "x" } }]);
    expect(commandFor(press("z", { ctrlKey: true }), true)?.id).toBe("undo");
    expect(commandFor(press("Z", { metaKey: true, shiftKey: true }), true)).toBeUndefined();
  });

  test("arrow keys mean moving on the canvas only", () => {
    selectNode("NatA", false);
    expect(commandFor(press("ArrowUp"), true)?.id).toBe("move-up");
    expect(commandFor(press("ArrowUp"), false)).toBeUndefined();
  });
});

describe("re-parenting from the keyboard", () => {
  const titles = () => commands().map((c) => c.title);

  test("a service is added or moved to the subnets that AWS allows", () => {
    selectNode("BillingWorker@AppA", false);
    expect(titles()).toContain("Add billing-worker to app-b");
    expect(titles()).not.toContain("Add billing-worker to app-a");
    commands()
      .find((c) => c.title === "Move billing-worker to app-b")
      ?.run();
    expect(store.useDesign.getState().design.resources.BillingWorker).toMatchObject({ subnets: ["AppB"] });
    expect(steps()).toBe(1);
  });

  test("a security group is given to what it is to protect", () => {
    selectNode("EndpointGroup", false);
    commands()
      .find((c) => c.title === "Protect billing-worker with sg-endpoints")
      ?.run();
    const worker = store.useDesign.getState().design.resources.BillingWorker;
    expect(worker).toMatchObject({ security_groups: ["OrdersGroup", "EndpointGroup"] });
  });

  test("what AWS would refuse is not offered", () => {
    selectNode("OrdersAlb@PublicA", false);
    expect(titles()).not.toContain("Add orders-alb to app-b");
  });
});

describe("keys", () => {
  test.each([
    ["Mod+Z", press("z", { ctrlKey: true }), true],
    ["Mod+Z", press("Z", { ctrlKey: true, shiftKey: true }), false],
    ["Alt+A", press("å", { altKey: true, code: "KeyA" }), true],
    ["Shift+1", press("!", { shiftKey: true, code: "Digit1" }), true],
    ["?", press("?", { shiftKey: true }), true],
    ["+", press("+"), true],
    ["ArrowLeft", press("ArrowLeft", { shiftKey: true }), false],
    ["Mod+Z", press("я", { ctrlKey: true, code: "KeyZ" }), true],
    ["Mod+Z", press("y", { ctrlKey: true, code: "KeyZ" }), false],
  ])("%s", (keys, event, is) => expect(isPressed(keys, event)).toBe(is));
});

describe("selection and movement", () => {
  test("a service in two subnets is selected as one, but moved by the node that was picked", () => {
    selectNode("OrdersApi@AppA", false);
    expect(useView.getState()).toMatchObject({ selected: ["OrdersApi"], picked: ["OrdersApi@AppA"] });
    selectNode("NatA", true);
    selectNode("OrdersApi@AppB", true);
    expect(useView.getState()).toMatchObject({ selected: ["NatA"], picked: ["NatA"] });
  });

  test("everything is selected once", () => {
    selectAll();
    const { selected } = useView.getState();
    expect(new Set(selected).size).toBe(selected.length);
    expect(selected).toContain("OrdersVpc");
  });

  test("a rectangle takes containers only whole", () => {
    const scene = sceneOf(ordersDesign());
    const subnet = scene.absolute.get("AppA") ?? { x: 0, y: 0, width: 0, height: 0 };
    expect(nodesIn(scene, { ...subnet, height: subnet.height - 10 })).not.toContain("AppA");
    const whole = nodesIn(scene, subnet);
    expect(whole).toContain("AppA");
    expect(whole).toContain("OrdersApi@AppA");
    expect(whole).not.toContain("OrdersVpc");
  });

  test("arrow keys pressed in a row are one step, and undo writes them first", () => {
    vi.useFakeTimers();
    selectNodes(["NatA", "OrdersApi@AppA"]);
    const before = sceneOf(store.useDesign.getState().design).byKey.get("NatA")?.rect;
    for (let i = 0; i < 3; i++) commandFor(press("ArrowRight", { shiftKey: true }), true)?.run();
    expect(steps()).toBe(0);
    settleNudge();
    expect(steps()).toBe(1);
    expect(layoutOf("NatA")?.x).toBe((before?.x ?? 0) + 30);
    vi.useRealTimers();
  });

  test("several nodes dropped are one step; where one is refused nothing moves", () => {
    const scene = sceneOf(store.useDesign.getState().design);
    const drop = (key: string, over: string | null, dx: number) => {
      const node = scene.byKey.get(key);
      const rect = scene.absolute.get(key);
      if (!node || !rect) throw new Error(key);
      return { node, over: over === null ? null : (scene.byKey.get(over) ?? null), at: { x: rect.x + dx, y: rect.y } };
    };
    expect(dropNodes([drop("NatA", "PublicA", 20), drop("BillingWorker@AppA", "AppB", 0)], false)).toBe(true);
    expect(steps()).toBe(1);
    expect(store.useDesign.getState().design.resources.BillingWorker).toMatchObject({ subnets: ["AppA", "AppB"] });
    expect(dropNodes([drop("NatA", "PublicA", 40), drop("OrdersAlb@PublicA", "AppB", 0)], false)).toBe(false);
    expect(steps()).toBe(1);
  });
});

describe("search", () => {
  const ids = (query: string) => findResources(schema, ordersDesign(), query).map((f) => f.resource.id);

  test("by name, id and type", () => {
    expect(ids("orders-api")[0]).toBe("OrdersApi");
    expect(ids("RtbAppA")[0]).toBe("RtbAppA");
    expect(ids("nat gateway")).toContain("NatA");
  });

  test("an address finds the subnet that holds it, then its VPC", () => {
    expect(ids("10.20.10.77").slice(0, 2)).toEqual(["AppA", "OrdersVpc"]);
    expect(ids("10.20.10.0/24")[0]).toBe("AppA");
    expect(ids("192.0.2.1")).toEqual([]);
  });

  test("half an address is text", () => {
    expect(ids("10.20.1")).toContain("AppA");
  });
});

describe("a key that comes when a dialog has just closed", () => {
  const pressDelete = (isOpen: boolean) => {
    document.body.innerHTML = `<dialog${isOpen ? " open" : ""}><input></dialog>`;
    const event = new KeyboardEvent("keydown", { key: "Delete", bubbles: true, cancelable: true });
    addEventListener("keydown", onShortcut, { once: true });
    document.querySelector("input")?.dispatchEvent(event);
    return event.defaultPrevented;
  };

  test("is the page's, though the dialog's field still has the focus", () => {
    selectAll();
    expect(pressDelete(false)).toBe(true);
    expect(steps()).toBe(1);
  });

  test("is the field's while the dialog is open", () => {
    selectAll();
    expect(pressDelete(true)).toBe(false);
    expect(steps()).toBe(0);
  });
});

describe("what is linked to what, without a pointer", () => {
  const titles = () => commands().map((one) => one.title);
  const run = (title: string) =>
    commands()
      .find((one) => one.title === title)
      ?.run();
  const resource = (id: string) =>
    store.useDesign.getState().design.resources[id] as unknown as Record<string, unknown>;

  test("a subnet gets another route table, or its VPC's own again", () => {
    select(["AppA"]);
    expect(titles()).not.toContain("Route app-a by rtb-app-a");
    run("Route app-a by rtb-data");
    expect(resource("RtbAppA").associations).toBeUndefined();
    expect(resource("RtbData").associations).toContainEqual({ subnet_id: "AppA" });
    run("Route app-a by its VPC's main route table");
    expect(resource("RtbData").associations).not.toContainEqual({ subnet_id: "AppA" });
    expect(steps()).toBe(2);
  });

  test("a service comes out of one of its subnets, but not out of its last", () => {
    select(["OrdersApi"]);
    run("Take orders-api out of app-b");
    expect(resource("OrdersApi").subnets).toEqual(["AppA"]);
    expect(titles().filter((title) => title.startsWith("Take orders-api out"))).toEqual([]);
  });

  test("a group is taken off and given back, a gateway is detached", () => {
    select(["OrdersApi"]);
    run("Take sg-orders off orders-api");
    expect(titles()).toContain("Protect orders-api with sg-orders");
    select(["OrdersIgw"]);
    run("Detach orders-igw from orders-vpc");
    expect(resource("OrdersIgw").vpc_id).toBeUndefined();
  });
});
