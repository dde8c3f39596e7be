import { expect, test } from "vitest";
import type { MatrixAnswer, MatrixCell } from "../src/api/matrix";
import { allowedText, shortText } from "../src/matrix/cells";
import { filtered, questionFor, tableOf, visible, type Wish } from "../src/matrix/table";

const open = (...allowed: [string, string][]): MatrixCell => ({
  verdict: "open",
  allowed: allowed.map(([protocol, ports]) => ({ protocol, ports })),
});
const CLOSED: MatrixCell = { verdict: "closed", allowed: [] };

/** `web` reaches `api`, both reach the internet, which reaches `web`. */
const ANSWER: MatrixAnswer = {
  revision: 3,
  family: "ipv4",
  workloads: [
    { id: "web", name: "Web" },
    { id: "api", name: "Api" },
  ],
  cells: [CLOSED, open(["tcp", "8080"]), open(["tcp/udp", "all"])],
  rows: [
    [0, 1, 1, 1, 2, 1],
    [0, 2, 2, 1],
    [1, 1, 0, 1],
  ],
  row_of: [0, 1, 2],
};
const table = tableOf(ANSWER, "Internet");
const ANY: Wish = { from: "", to: "", verdict: "any" };
const names = (ends: readonly { name: string }[]) => ends.map((one) => one.name);

function verdict(from: string, to: string): string | undefined {
  const source = table.sources.find((one) => one.id === from);
  const destination = table.destinations.find((one) => one.id === to);
  return source && destination && table.cell(source, destination)?.verdict;
}

test("runs are unpacked: every pair has its cell, the internet has none with itself", () => {
  expect(verdict("web", "api")).toBe("open");
  expect(verdict("api", "web")).toBe("closed");
  expect(verdict("api", "internet")).toBe("open");
  expect(verdict("internet", "web")).toBe("open");
  expect(verdict("internet", "internet")).toBeUndefined();
});

test("rows and columns are filtered by name or id, and cells stay where they belong", () => {
  const shown = filtered(table, { ...ANY, from: "WEB", to: "api" });
  expect([names(shown.sources), names(shown.destinations)]).toEqual([["Web"], ["Api"]]);
  const [source, destination] = [shown.sources[0], shown.destinations[0]];
  expect(source && destination && shown.cell(source, destination)?.verdict).toBe("open");
});

test("a verdict leaves the rows and columns that have one", () => {
  const shown = filtered(table, { from: "", to: "Api", verdict: "open" });
  expect([names(shown.sources), names(shown.destinations)]).toEqual([["Web"], ["Api"]]);
  expect(filtered(table, { ...ANY, verdict: "unknown" }).sources).toEqual([]);
});

test("a cell is asked about as it lets through: its first port, TCP 443 where nothing does", () => {
  expect(questionFor(open(["udp", "53,5353"], ["tcp", "80"]))).toEqual({ protocol: "udp", port: 53 });
  expect(questionFor(open(["tcp", "all"]))).toEqual({ protocol: "tcp", port: null });
  expect(questionFor(open(["icmp/tcp/udp", "all"]))).toEqual({ protocol: "tcp", port: null });
  expect(questionFor(open(["all", "all"]))).toEqual({ protocol: "all", port: null });
  expect(questionFor(CLOSED)).toEqual({ protocol: "tcp", port: 443 });
});

test("a cell says in words what gets through, and in few signs where there is little room", () => {
  const cell = open(["tcp", "443,8080-8090"], ["udp", "all"]);
  expect(allowedText(cell)).toBe("tcp 443, 8080-8090; udp");
  expect(shortText(cell)).toBe("443,8…");
  expect(shortText(open(["tcp", "443"]))).toBe("443");
  const behind = { verdict: "open", allowed: [{ protocol: "tcp", ports: "80", through: "Lb" }] } as const;
  expect(allowedText(behind)).toBe("tcp 80 through Lb");
});

test("only what is in sight is drawn of a thousand rows", () => {
  expect(visible(0, 320, 32, 1000)).toEqual([0, 14]);
  expect(visible(16_000, 320, 32, 1000)).toEqual([496, 514]);
  expect(visible(31_900, 320, 32, 1000)).toEqual([992, 1000]);
  expect(visible(9_999_999, 320, 32, 10)).toEqual([10, 10]);
});
