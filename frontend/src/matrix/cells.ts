/** Cells of the matrix in signs and words. */
import type { Allowed, CellVerdict, MatrixCell } from "../api/matrix";
import { t } from "../i18n";

export const CELL_SIGNS: Readonly<Record<CellVerdict, string>> = { open: "✓", partial: "◐", closed: "✕", unknown: "?" };

export function cellWord(verdict: CellVerdict): string {
  switch (verdict) {
    case "open":
      return t("open");
    case "partial":
      return t("open from some places only");
    case "closed":
      return t("closed");
    case "unknown":
      return t("unknown");
  }
}

/** `tcp 443, 8080-8090; udp 53; tcp 80 through Lb`. */
export function allowedText(cell: MatrixCell): string {
  return cell.allowed.map(wayText).join("; ");
}

function wayText({ protocol, ports, through }: Allowed): string {
  const what = ports === "all" ? protocol : `${protocol} ${ports.replaceAll(",", ", ")}`;
  return through === undefined ? what : t("{what} through {balancer}", { what, balancer: through });
}

/** The ports in as few signs as a cell has room for. */
export function shortText(cell: MatrixCell): string {
  const [first, ...others] = cell.allowed;
  if (!first) return "";
  const ports = first.ports === "all" ? t("all") : first.ports;
  return ports.length > LONGEST || others.length > 0 ? `${ports.slice(0, LONGEST)}…` : ports;
}

const LONGEST = 5;
