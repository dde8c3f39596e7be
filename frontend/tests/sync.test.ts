import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError, Unreachable } from "../src/api/client";
import type { DesignApi } from "../src/api/designs";
import type { Batch } from "../src/api/types";
import type { Topology } from "../src/generated/model";
import { apply } from "../src/model/apply";
import type { Change } from "../src/model/changes";
import { clashesOf } from "../src/model/clashes";
import { designOf, type Design } from "../src/model/types";
import * as store from "../src/state/design";
import { NO_HISTORY } from "../src/state/history";
import { startSync, type Sync } from "../src/state/sync";
import orders from "./fixtures/orders.json";
import { schema } from "./helpers";

const document = orders as unknown as Topology;
const state = () => store.useDesign.getState();
const rename = (id: string, name: string): Change => ({ op: "set", id, values: { name } });

/** A server that keeps a design, merges what does not touch the same resource, and can be unreachable. */
class Server {
  design: Design = designOf(document);
  revision = 1;
  batches: Batch[] = [];
  isDown = false;
  losesAnswer = false;

  save(changes: readonly Change[], client: string): void {
    this.design = apply(schema, this.design, changes);
    this.batches.push({ revision: ++this.revision, changes, client });
  }

  api(): DesignApi {
    const touched = (changes: readonly Change[]) => changes.map((c) => ("id" in c ? c.id : ""));
    return {
      design: async () => ({
        id: "1",
        name: "Orders",
        revision: this.revision,
        document: this.design as unknown as Topology,
      }),
      changesSince: async (revision: number) => this.batches.filter((b) => b.revision > revision),
      sendChanges: async (revision: number, changes: readonly Change[], client: string) => {
        if (this.isDown) throw new Unreachable("down");
        const merged = this.batches.filter((b) => b.revision > revision);
        const theirs = merged.flatMap((b) => touched(b.changes));
        const clashes = touched(changes).filter((id) => theirs.includes(id));
        if (clashes.length > 0)
          throw new ApiError(409, "clash", "clash", { clashes, revision: this.revision, batches: merged });
        if (changes.some((c) => c.op === "set" && c.values.name === "bad")) {
          throw new ApiError(400, "invalid-value", "no such name", { where: "AppA", field: "name" });
        }
        this.save(changes, client);
        if (this.losesAnswer) {
          this.losesAnswer = false;
          throw new Unreachable("lost");
        }
        return { revision: this.revision, merged };
      },
    } as unknown as DesignApi;
  }
}

let server: Server;
let sync: Sync;
const settled = () => vi.waitFor(() => expect(state().saving).toBe("saved"));

beforeEach(() => {
  server = new Server();
  store.useDesign.setState({
    pending: [],
    others: [],
    history: NO_HISTORY,
    clash: null,
    fieldError: null,
    notices: [],
    saving: "saved",
  });
  store.load(schema, { id: "1", name: "Orders", revision: 1, document });
  sync = startSync(server.api());
});
afterEach(() => sync.stop());

test("gestures are saved one after the other as they are made", async () => {
  store.commit("Rename", [rename("AppA", "x")]);
  store.commit("Rename", [rename("AppB", "y")]);
  await settled();
  expect(server.batches.map((b) => b.changes)).toEqual([[rename("AppA", "x")], [rename("AppB", "y")]]);
  expect(server.design.resources).toEqual(state().design.resources);
  expect(state().revision).toBe(3);
});

test("changes of others arrive, and merge with mine", async () => {
  server.save([rename("AppB", "theirs")], "other");
  store.commit("Rename", [rename("AppA", "mine")]);
  await settled();
  expect(state().design.resources.AppB?.name).toBe("theirs");
  server.save([rename("NatA", "later")], "other");
  sync.behind();
  await vi.waitFor(() => expect(state().design.resources.NatA?.name).toBe("later"));
  expect(server.design.resources).toEqual(state().design.resources);
});

test("without a connection gestures wait as unsaved and are sent when it returns", async () => {
  server.isDown = true;
  store.commit("Rename", [rename("AppA", "x")]);
  await vi.waitFor(() => expect(state().saving).toBe("offline"));
  store.commit("Rename", [rename("AppB", "y")]);
  expect(state().pending).toHaveLength(2);
  server.isDown = false;
  sync.retryNow();
  await settled();
  expect(server.batches).toHaveLength(2);
});

test("a gesture whose answer was lost is not made twice", async () => {
  server.losesAnswer = true;
  store.commit("Rename", [rename("AppA", "x")]);
  await vi.waitFor(() => expect(state().saving).toBe("offline"));
  sync.retryNow();
  await settled();
  expect(server.batches).toHaveLength(1);
  expect(state().pending).toEqual([]);
  expect(state().clash).toBeNull();
});

test("nothing is sent while a clash waits for a decision, then mine goes on top", async () => {
  server.save([rename("AppA", "theirs")], "other");
  store.commit("Rename", [rename("AppA", "mine")]);
  await vi.waitFor(() => expect(state().clash?.ids).toEqual(["AppA"]));
  store.commit("Rename", [rename("AppB", "waits")]);
  expect(server.batches).toHaveLength(1);
  store.resolveClash("mine");
  await settled();
  expect([server.design.resources.AppA?.name, server.design.resources.AppB?.name]).toEqual(["mine", "waits"]);
});

test("theirs can be taken, and nothing of mine is sent", async () => {
  server.save([rename("AppA", "theirs")], "other");
  store.commit("Rename", [rename("AppA", "mine")]);
  await vi.waitFor(() => expect(state().clash).not.toBeNull());
  store.resolveClash("theirs");
  await vi.waitFor(() => expect(state().design.resources.AppA?.name).toBe("theirs"));
  expect(server.batches).toHaveLength(1);
  expect(state().pending).toEqual([]);
});

test("a value that the server refuses is taken back and told at its field", async () => {
  store.commit("Rename", [rename("AppA", "bad")]);
  await vi.waitFor(() => expect(state().fieldError).toMatchObject({ where: "AppA", field: "name" }));
  expect(state().design.resources.AppA?.name).toBe("app-a");
  await settled();
});

test("a later gesture clashes with what others did before the first was saved", async () => {
  server.isDown = true;
  store.commit("Rename", [rename("AppA", "mine a")]);
  store.commit("Rename", [rename("AppB", "mine b")]);
  await vi.waitFor(() => expect(state().saving).toBe("offline"));
  server.save([rename("AppB", "theirs")], "other");
  server.isDown = false;
  sync.retryNow();
  await vi.waitFor(() => expect(state().clash?.ids).toEqual(["AppB"]));
  expect(server.design.resources.AppB?.name).toBe("theirs");
  store.resolveClash("mine");
  await settled();
  expect([server.design.resources.AppA?.name, server.design.resources.AppB?.name]).toEqual(["mine a", "mine b"]);
});

test("what an earlier page left unsaved is sent, once, and held against what others did since", async () => {
  sync.stop();
  server.save([rename("NatA", "saved before the page went")], "gone:1");
  server.save([rename("AppB", "theirs")], "other:1");
  store.load(schema, { id: "1", name: "Orders", revision: 3, document: server.design as unknown as Topology });
  const left = (n: number, id: string, name: string) => ({
    id: `gone:${n}`,
    title: "Rename",
    changes: [rename(id, name)],
    madeOn: 1,
  });
  store.takeUp([left(1, "NatA", "saved before the page went"), left(2, "AppA", "mine"), left(3, "AppB", "mine")], server.batches); // prettier-ignore
  expect(state().design.resources.AppA?.name).toBe("mine");
  sync = startSync(server.api());
  await vi.waitFor(() => expect(state().clash?.ids).toEqual(["AppB"]));
  expect(server.batches.map((b) => b.client)).toEqual(["gone:1", "other:1", "gone:2"]);
  store.resolveClash("theirs");
  await settled();
  expect(state().design.resources.AppB?.name).toBe("theirs");
});

test("what is removed on one side clashes with what names it on the other", () => {
  const names: Change = { op: "connect", id: "OrdersApi", property: "subnets", value: "AppA" };
  expect(clashesOf([{ op: "remove", id: "AppA" }], [names])).toEqual(["AppA"]);
  expect(clashesOf([names], [{ op: "remove", id: "AppA" }])).toEqual(["AppA"]);
  expect(clashesOf([names], [rename("AppA", "x")])).toEqual([]);
});

describe("of findings", () => {
  const about = { rule: "EX001", resource: "OrdersApi" };
  const accept = (reason: string, more = {}): Change => ({ op: "accept", finding: { ...about, ...more, reason } });
  const withdraw: Change = { op: "withdraw", finding: about };
  const whole: Change = { op: "settings", values: { accepted: [] } };
  const both = (mine: Change[], theirs: Change[]) => {
    expect(clashesOf(mine, theirs)).toEqual(clashesOf(theirs, mine));
    return clashesOf(mine, theirs);
  };

  test("different ones, the same reason, and two who withdraw do not clash", () => {
    expect(both([accept("one")], [accept("two", { resource: "AppA" })])).toEqual([]);
    expect(both([accept("one", { family: "ipv4" })], [accept("two", { family: "ipv6" })])).toEqual([]);
    expect(both([accept("one", { by: "ada" })], [accept("one", { by: "grace" })])).toEqual([]);
    expect(both([withdraw], [accept("one"), withdraw])).toEqual([]);
    expect(both([accept("one")], [rename("OrdersApi", "x"), { op: "settings", values: { region: "x" } }])).toEqual([]);
  });

  test("another reason, accepting what the other withdraws, and setting the whole list clash", () => {
    expect(both([accept("one")], [accept("two")])).toEqual(["accepted:EX001 OrdersApi"]);
    expect(both([accept("one")], [withdraw])).toEqual(["accepted:EX001 OrdersApi"]);
    expect(both([whole], [accept("one")])).toEqual(["accepted:EX001 OrdersApi"]);
    expect(both([whole], [whole])).toEqual(["settings"]);
  });
});

test("one that was away so long that the changes are not kept any more begins again with the newest design", async () => {
  for (const name of ["one", "two", "three"]) server.save([rename("AppA", name)], "theirs");
  server.save([rename("AppB", "kept")], "theirs");
  server.batches = server.batches.slice(2);
  sync.behind();
  await vi.waitFor(() => expect(state().revision).toBe(5));
  expect(state().design.resources.AppA?.name).toBe("three");
  expect(state().design.resources.AppB?.name).toBe("kept");
});
