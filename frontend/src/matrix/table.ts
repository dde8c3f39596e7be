/** The matrix as a table: unpacked, searched, and cut down to what is asked for. */
import type { CellVerdict, MatrixAnswer, MatrixCell } from "../api/matrix";

/** A row or a column: a workload, or the internet. */
export interface End {
  readonly id: string;
  readonly name: string;
  /** Where it stands in the answer's rows and columns. */
  readonly at: number;
}

export interface Table {
  readonly sources: readonly End[];
  readonly destinations: readonly End[];
  /** The cell of a row and a column; null for the internet with itself. */
  readonly cell: (source: End, destination: End) => MatrixCell | null;
}

export interface Wish {
  readonly from: string;
  readonly to: string;
  readonly verdict: CellVerdict | "any";
}

export const INTERNET = "internet";

/** The whole answer as a table; `internet` is what the internet is called. */
export function tableOf(answer: MatrixAnswer, internet: string): Table {
  const ends: End[] = [...answer.workloads, { id: INTERNET, name: internet }].map((one, at) => ({ ...one, at }));
  const rows = answer.rows.map(unpacked);
  const cell = (source: End, destination: End): MatrixCell | null => {
    const index = rows[answer.row_of[source.at] ?? -1]?.[destination.at];
    return index === undefined ? null : (answer.cells[index] ?? null);
  };
  return { sources: ends, destinations: ends, cell };
}

/** Indices of cells, one a destination. */
function unpacked(runs: readonly number[]): Uint32Array {
  let length = 0;
  for (let i = 1; i < runs.length; i += 2) length += runs[i] ?? 0;
  const row = new Uint32Array(length);
  let at = 0;
  for (let i = 0; i + 1 < runs.length; i += 2) {
    const end = at + (runs[i + 1] ?? 0);
    row.fill(runs[i] ?? 0, at, end);
    at = end;
  }
  return row;
}

/** The rows and columns whose names are asked for; with a verdict, those of them that have such a cell. */
export function filtered(table: Table, wish: Wish): Table {
  const sources = table.sources.filter((one) => isCalled(one, wish.from));
  const destinations = table.destinations.filter((one) => isCalled(one, wish.to));
  if (wish.verdict === "any") return { ...table, sources, destinations };
  const isWanted = (s: End, d: End) => table.cell(s, d)?.verdict === wish.verdict;
  const wantedColumns = new Set<number>();
  const wantedRows = sources.filter((source) => {
    const hits = destinations.filter((destination) => isWanted(source, destination));
    hits.forEach((hit) => wantedColumns.add(hit.at));
    return hits.length > 0;
  });
  return { ...table, sources: wantedRows, destinations: destinations.filter((one) => wantedColumns.has(one.at)) };
}

function isCalled(end: End, text: string): boolean {
  const query = text.trim().toLowerCase();
  return query === "" || end.name.toLowerCase().includes(query) || end.id.toLowerCase().includes(query);
}

/** What a cell lets through, to ask a trace of it: the first protocol and port; TCP 443 where nothing gets through. */
export function questionFor(cell: MatrixCell): { protocol: "tcp" | "udp" | "icmp" | "all"; port: number | null } {
  const first = cell.allowed[0];
  if (!first) return { protocol: "tcp", port: 443 };
  const names = first.protocol.split("/");
  const protocol = (["tcp", "udp", "icmp"] as const).find((name) => names.includes(name)) ?? "all";
  const port = /^\d+/.exec(first.ports)?.[0];
  return { protocol, port: protocol === "icmp" || protocol === "all" || port === undefined ? null : Number(port) };
}

/** The part of a line of `count` things of one size that lies in a window, with some to spare on either side. */
export function visible(offset: number, extent: number, size: number, count: number, spare = 4): [number, number] {
  const first = Math.max(0, Math.floor(offset / size) - spare);
  return [Math.min(first, count), Math.min(count, Math.ceil((offset + extent) / size) + spare)];
}
