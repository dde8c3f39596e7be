import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DesignApi } from "../src/api/designs";
import type { Report } from "../src/api/report";
import type { Topology } from "../src/generated/model";
import type { Resource } from "../src/model/types";
import { Findings } from "../src/panels/Findings";
import { Inspector } from "../src/panels/Inspector";
import { Outline } from "../src/panels/Outline";
import { codes } from "../src/panels/PathList";
import * as store from "../src/state/design";
import { useFindings } from "../src/state/findings";
import { NO_HISTORY } from "../src/state/history";
import { select, showFlow } from "../src/state/view";
import orders from "./fixtures/orders.json";
import report from "./fixtures/orders-report.json";
import { schema } from "./helpers";

const api = {} as DesignApi;
let root: Root;
let host: HTMLElement;

function show(node: ReactNode): void {
  act(() => root.render(node));
}

const one = <E extends HTMLElement = HTMLElement>(selector: string) => host.querySelector<E>(selector);
const text = () => host.textContent ?? "";

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  host = document.body.appendChild(document.createElement("div"));
  root = createRoot(host);
  store.useDesign.setState({ pending: [], history: NO_HISTORY, fieldError: null, notices: [] });
  store.load(schema, { id: "1", name: "Orders", revision: 7, document: orders as unknown as Topology });
  useFindings.setState({ report: report as unknown as Report, revision: 7, job: null });
  showFlow(null);
  select([]);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

describe("the inspector", () => {
  test.each(Object.keys(schema.types))("has an editor for every property of a %s", (type) => {
    const resource = {
      type,
      id: "It",
      ...(type === "Connection" ? { source: "OrdersApi", destination: "Stripe" } : {}),
    } as Resource;
    store.useDesign.setState(({ design }) => ({
      design: { ...design, resources: { ...design.resources, It: resource } },
    }));
    select(["It"]);
    show(<Inspector />);
    const fields = schema.types[type]?.fields.filter((f) => !f.hidden) ?? [];
    for (const field of fields) {
      const row = one(`[data-field="${field.name}"]`);
      expect(row?.querySelector("input, select, textarea, button"), field.name).not.toBeNull();
    }
  });

  test("keeps the help of a field behind a button, and ties it to the control", () => {
    select(["AppA"]);
    show(<Inspector />);
    const control = one<HTMLInputElement>("#field-map_public_ip_on_launch");
    const help = document.getElementById(control?.getAttribute("aria-describedby") ?? "");
    expect(help?.textContent).toContain("Assign public IP");
    expect(help?.hidden).toBe(true);
    const button = one<HTMLButtonElement>('[aria-label="Help on Map public IP on launch"]');
    act(() => button?.click());
    expect(help?.hidden).toBe(false);
    expect(button?.getAttribute("aria-expanded")).toBe("true");
  });

  test("opens the help of all fields for those who want it", () => {
    select(["AppA"]);
    show(<Inspector />);
    act(() => one<HTMLButtonElement>(".help-switch")?.click());
    expect(one(".help[hidden]")).toBeNull();
    act(() => one<HTMLButtonElement>(".help-switch")?.click());
    expect(one(".help:not([hidden])[id]")).toBeNull();
  });

  test("shows why a value was refused at the innermost field, and opens its row", () => {
    select(["OrdersTask"]);
    const field = "container_definitions.0.port_mappings.0.container_port";
    store.useDesign.setState({ fieldError: { where: "OrdersTask", field, message: "too high" } });
    show(<Inspector />);
    expect(host.querySelectorAll("[role=alert]").length).toBe(1);
    expect(one(`[data-field="${field}"] [role=alert]`)?.textContent).toBe("too high");
    expect(document.getElementById(`field-${field}`)?.getAttribute("aria-invalid")).toBe("true");
  });

  test("proposes the containers and ports of the task definition for a load balancer", () => {
    select(["OrdersApi"]);
    show(<Inspector />);
    act(() => one<HTMLButtonElement>('[data-field="load_balancers"] .record-summary')?.click());
    const proposed = (name: string) =>
      [...host.querySelectorAll<HTMLOptionElement>(`[id="field-load_balancers.0.${name}-proposals"] option`)].map(
        (o) => o.value,
      );
    expect(proposed("container_name")).toContain("api");
    expect(proposed("container_port")).toContain("8080");
  });

  test("shows rules by the names of the groups that they name", () => {
    select(["OrdersGroup"]);
    show(<Inspector />);
    const row = [
      ...host.querySelectorAll<HTMLInputElement>(
        '[aria-label="Inbound rules"] tbody tr:first-child :is(input, select)',
      ),
    ];
    expect(row.map((field) => field.value)).toEqual(["tcp", "8080", "sg-alb", ""]);
  });

  test("shows why a value was refused at its field", () => {
    select(["AppA"]);
    store.useDesign.setState({ fieldError: { where: "AppA", field: "cidr_block", message: "no such block" } });
    show(<Inspector />);
    expect(one('[data-field="cidr_block"] [role=alert]')?.textContent).toBe("no such block");
    expect(one('[data-field="cidr_block"] input')?.getAttribute("aria-invalid")).toBe("true");
  });

  test("says which properties the template does not give", () => {
    const unresolved = [{ resource: "AppA", property: "cidr_block", reason: "a parameter without a value" }];
    store.useDesign.setState(({ design }) => ({ design: { ...design, unresolved } }));
    select(["AppA"]);
    show(<Inspector />);
    expect(text()).toContain("a parameter without a value");
  });
});

describe("findings", () => {
  test("are grouped by workload, each flow with a sign and a word", () => {
    show(<Findings api={api} />);
    const groups = [...host.querySelectorAll(".group-details > summary b")].map((b) => b.textContent);
    expect(groups).toEqual(["orders-api", "billing-worker"]);
    expect(one('[data-flow="ecr-auth"]')?.textContent).toContain("✓ reachable");
    expect(one('[data-flow="secrets"]')?.textContent).toContain("✕ blocked");
  });

  test("of an earlier revision are told to be that, and a remedy cannot be applied", () => {
    showFlow({ workload: "OrdersApi", flow: 2, subnet: null });
    act(() => void store.commit("Rename", [{ op: "set", id: "AppA", values: { name: "x" } }]));
    show(<Findings api={api} />);
    expect(one("[data-testid=findings]")?.dataset.current).toBe("false");
    expect(one<HTMLButtonElement>(".fix button")?.disabled).toBe(true);
    expect(text()).toContain("earlier revision");
  });

  test("stay current while boxes are only moved", () => {
    act(() => void store.commit("Move", [{ op: "move", id: "NatA", box: { x: 1, y: 1 } }]));
    show(<Findings api={api} />);
    expect(one("[data-testid=findings]")?.dataset.current).toBe("true");
  });

  test("a flow is told in plain words, with why, path, and what opens it", () => {
    showFlow({ workload: "OrdersApi", flow: 2, subnet: "AppB" });
    show(<Findings api={api} />);
    expect(one("h2")?.textContent).toBe("orders-api cannot pull its image");
    expect(one(".why")?.textContent).toContain("not associated with the route table of subnet app-b");
    expect([...host.querySelectorAll(".path li")].map((li) => li.getAttribute("data-n"))).toEqual(["1", "2", "✕", "✕"]);
    expect(host.querySelectorAll(".fix")).toHaveLength(2);
  });

  test("of a name with markup show the markup as text", () => {
    const name = '<img src=x onerror="alert(1)">';
    const changed = { ...report, workloads: [{ ...report.workloads[0], name }] };
    useFindings.setState({ report: changed as unknown as Report });
    show(<Findings api={api} />);
    expect(text()).toContain(name);
    expect(one("img")).toBeNull();
  });
});

test("the outline nests as the canvas does, then lists what stands nowhere on it", () => {
  show(<Outline />);
  const rows = [...host.querySelectorAll("[role=treeitem]")].map((li) => [
    li.getAttribute("aria-level"),
    li.textContent,
  ]);
  expect(rows.slice(0, 4)).toEqual([
    ["1", "us-east-1"],
    ["2", "orders-vpc"],
    ["3", "us-east-1a"],
    ["4", "public-a"],
  ]);
  expect(rows).toContainEqual(["3", "rtb-public"]);
});

test("an obstacle has its own codes where a resource stands in the way twice", () => {
  const [out, into] = ["does not let it out", "does not let it in"];
  const blockers = [
    { cause: "TASK_SG_EGRESS", aws_code: "A", resource: "Group", message: out },
    { cause: "TASK_SG_INGRESS", aws_code: null, resource: "Group", message: into },
  ];
  const hop = (detail: string, action = "blocks") => ({ resource: "Group", kind: "security-group", action, detail });
  expect([out, into, "something else"].map((detail) => codes(hop(detail), blockers))).toEqual([
    "TASK_SG_EGRESS · A",
    "TASK_SG_INGRESS",
    "",
  ]);
  expect(codes(hop("no route"), blockers.slice(0, 1))).toBe("TASK_SG_EGRESS · A");
  expect(codes(hop(out, "allows"), blockers)).toBe("");
});
