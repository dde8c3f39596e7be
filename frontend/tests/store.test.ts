import { beforeEach, describe, expect, test } from "vitest";
import type { Topology } from "../src/generated/model";
import type { Change } from "../src/model/changes";
import { get } from "../src/model/types";
import * as store from "../src/state/design";
import { NO_HISTORY } from "../src/state/history";
import orders from "./fixtures/orders.json";
import { schema } from "./helpers";

const { useDesign } = store;
const state = () => useDesign.getState();
const first = () => {
  const [gesture] = state().pending;
  if (!gesture) throw new Error("nothing is pending");
  return gesture;
};
const rename = (id: string, name: string): Change => ({ op: "set", id, values: { name } });
const nameOf = (id: string) => state().design.resources[id]?.name;

beforeEach(() => {
  useDesign.setState({ pending: [], history: NO_HISTORY, clash: null, fieldError: null, notices: [], saving: "saved" });
  store.load(schema, { id: "1", name: "Orders", revision: 7, document: orders as unknown as Topology });
});

describe("undo and redo", () => {
  test("one gesture is one step, however many changes it has", () => {
    store.commit("Rename both", [rename("AppA", "x"), rename("AppB", "y")]);
    store.step("undo");
    expect([nameOf("AppA"), nameOf("AppB")]).toEqual(["app-a", "app-b"]);
    store.step("redo");
    expect([nameOf("AppA"), nameOf("AppB")]).toEqual(["x", "y"]);
  });

  test("many steps go back one by one to where it began, and forth again", () => {
    const began = state().design;
    store.commit("Delete VPC", [{ op: "remove", id: "OrdersVpc" }]);
    store.commit("Delete service", [{ op: "remove", id: "OrdersApi" }]);
    store.commit("Rename", [rename("NatA", "nat")]);
    const ended = state().design;
    for (let i = 0; i < 3; i++) store.step("undo");
    expect(state().design.resources).toEqual(began.resources);
    expect(state().design.layout).toEqual(began.layout);
    expect(store.step("undo")).toBeNull();
    for (let i = 0; i < 3; i++) store.step("redo");
    expect(state().design.resources).toEqual(ended.resources);
    expect(store.step("redo")).toBeNull();
  });

  test("there is no limit in a session, across saving and the changes of others", () => {
    const many = 1_500;
    for (let i = 0; i < many; i++) {
      store.commit("Rename", [rename("AppA", `name ${i}`)]);
      store.accepted(first(), 8 + i, []);
    }
    store.received([{ revision: 8 + many, client: "other", changes: [rename("AppB", "theirs")] }]);
    for (let i = 0; i < many; i++) store.step("undo");
    expect([nameOf("AppA"), nameOf("AppB")]).toEqual(["app-a", "theirs"]);
    expect(store.step("undo")).toBeNull();
  });

  test("a new gesture forgets what could be redone", () => {
    store.commit("Rename", [rename("AppA", "x")]);
    store.step("undo");
    store.commit("Rename", [rename("AppB", "y")]);
    expect(store.step("redo")).toBeNull();
  });

  test("it survives that the gesture was saved meanwhile", () => {
    store.commit("Rename", [rename("AppA", "x")]);
    store.accepted(first(), 8, []);
    store.step("undo");
    expect(nameOf("AppA")).toBe("app-a");
    expect(state().pending[0]?.changes).toEqual([rename("AppA", "app-a")]);
  });

  test("it keeps what others did since", () => {
    store.commit("Rename", [rename("AppA", "x")]);
    store.accepted(first(), 8, []);
    store.received([{ revision: 9, client: "other", changes: [rename("AppB", "theirs")] }]);
    store.step("undo");
    expect([nameOf("AppA"), nameOf("AppB")]).toEqual(["app-a", "theirs"]);
  });

  test("what others deleted cannot be undone, and the user is told", () => {
    store.commit("Rename", [rename("AppA", "x"), rename("AppB", "y")]);
    store.accepted(first(), 8, []);
    store.received([{ revision: 9, client: "other", changes: [{ op: "remove", id: "AppA" }] }]);
    store.step("undo");
    expect([nameOf("AppA"), nameOf("AppB")]).toEqual([undefined, "app-b"]);
    expect(store.takeNotices()).toHaveLength(1);
  });
});

describe("saving", () => {
  test("a gesture is drawn at once and waits to be sent", () => {
    store.commit("Rename", [rename("AppA", "x")]);
    expect(nameOf("AppA")).toBe("x");
    expect(state().base.resources.AppA?.name).toBe("app-a");
    expect(state().pending).toHaveLength(1);
  });

  test("a saved gesture goes on top of the batches of others that it was merged with", () => {
    store.commit("Rename", [rename("AppA", "x")]);
    store.accepted(first(), 9, [{ revision: 8, client: "other", changes: [rename("AppB", "theirs")] }]);
    expect([nameOf("AppA"), nameOf("AppB"), state().revision]).toEqual(["x", "theirs", 9]);
    expect(state().pending).toEqual([]);
  });

  test("a refused gesture is taken back with its step, and why stands at its field", () => {
    store.commit("Set CIDR", [{ op: "set", id: "AppA", values: { cidr_block: "nonsense" } }]);
    store.rejected(first(), { where: "AppA", field: "cidr_block", message: "no CIDR" });
    expect(get(state().design, "Subnet", "AppA")?.cidr_block).toBe("10.20.10.0/24");
    expect(state().fieldError).toMatchObject({ where: "AppA", field: "cidr_block" });
    expect(store.step("undo")).toBeNull();
  });

  test("a gesture that cannot be applied changes nothing", () => {
    expect(store.commit("Bad", [rename("AppA", "x"), rename("Nobody", "y")])?.where).toBe("Nobody");
    expect([nameOf("AppA"), state().pending.length]).toEqual(["app-a", 0]);
  });

  test("batches that were seen already are not applied again", () => {
    store.received([{ revision: 7, client: "other", changes: [rename("AppA", "old")] }]);
    expect(nameOf("AppA")).toBe("app-a");
  });

  test("moving boxes is no change of substance, whoever does it", () => {
    store.received([{ revision: 8, client: "other", changes: [{ op: "move", id: "NatA", box: { x: 1, y: 1 } }] }]);
    expect([state().revision, state().substance]).toEqual([8, 7]);
    store.received([{ revision: 9, client: "other", changes: [rename("AppA", "x")] }]);
    expect([state().revision, state().substance]).toEqual([9, 9]);
  });
});

describe("a clash", () => {
  const theirs = [{ revision: 8, client: "other", changes: [rename("AppA", "theirs")] }];
  beforeEach(() => {
    store.commit("Rename", [rename("AppA", "mine"), rename("AppB", "mine too")]);
    store.commit("Rename NAT", [rename("NatA", "later")]);
    store.clashed({ ids: ["AppA"], revision: 8, theirs, mine: first() });
  });

  test("taking theirs gives up the gesture that clashed and keeps the others", () => {
    store.resolveClash("theirs");
    expect([nameOf("AppA"), nameOf("AppB"), nameOf("NatA")]).toEqual(["theirs", "app-b", "later"]);
    expect(state().pending.map((p) => p.title)).toEqual(["Rename NAT"]);
  });

  test("keeping mine puts it on top of theirs", () => {
    store.resolveClash("mine");
    expect([nameOf("AppA"), nameOf("AppB"), state().base.resources.AppA?.name]).toEqual(["mine", "mine too", "theirs"]);
    expect(state().revision).toBe(8);
    expect(state().pending).toHaveLength(2);
  });

  test("keeping mine where they deleted it keeps what still fits", () => {
    const removed = [{ revision: 8, client: "other", changes: [{ op: "remove", id: "AppA" } as const] }];
    store.clashed({ ids: ["AppA"], revision: 8, theirs: removed, mine: first() });
    store.resolveClash("mine");
    expect([nameOf("AppA"), nameOf("AppB")]).toEqual([undefined, "mine too"]);
  });
});
