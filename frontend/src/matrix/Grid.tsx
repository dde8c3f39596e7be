import { useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import type { MatrixCell } from "../api/matrix";
import type { Family } from "../api/trace";
import { t } from "../i18n";
import { openTrace } from "../trace/state";
import { allowedText, CELL_SIGNS, cellWord, shortText } from "./cells";
import { toggleMatrix } from "./state";
import { questionFor, visible, type End, type Table } from "./table";

const WIDTH = 76;
const HEIGHT = 32;
const SIDE = 180;
const HEAD = 112;

interface Point {
  readonly row: number;
  readonly column: number;
}

interface Props {
  readonly table: Table;
  readonly family: Family;
  readonly isStale: boolean;
}

/** The cells, of which only those in sight exist. Arrow keys go from cell to cell; Enter opens the trace of one. */
export function Grid({ table, family, isStale }: Props) {
  const { sources, destinations, cell } = table;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ left: 0, top: 0, width: 1200, height: 800 });
  const [at, setAt] = useState<Point>({ row: 0, column: 0 });
  const row = Math.min(at.row, sources.length - 1);
  const column = Math.min(at.column, destinations.length - 1);
  const hadFocus = useRef(false);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = element;
      setView({ left, top, width, height });
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const watcher = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(measure);
    watcher?.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      watcher?.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    if (!hadFocus.current) return;
    scroller.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus({ preventScroll: true });
  }, [row, column, view]);

  const [firstRow, lastRow] = visible(view.top, view.height, HEIGHT, sources.length);
  const [firstColumn, lastColumn] = visible(view.left, view.width, WIDTH, destinations.length);
  // The cell that the keyboard is on stays, wherever one scrolls to.
  const rows = [...new Set([...range(firstRow, lastRow), row])];
  const columns = [...new Set([...range(firstColumn, lastColumn), column])];

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((view.height - HEAD) / HEIGHT) - 1);
    const isWhole = event.ctrlKey || event.metaKey;
    const next: Partial<Record<string, Point>> = {
      ArrowUp: { row: row - 1, column },
      ArrowDown: { row: row + 1, column },
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
      PageUp: { row: row - page, column },
      PageDown: { row: row + page, column },
      Home: { row: isWhole ? 0 : row, column: 0 },
      End: { row: isWhole ? sources.length - 1 : row, column: destinations.length - 1 },
    };
    const to = next[event.key];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    goTo({ row: clamp(to.row, sources.length), column: clamp(to.column, destinations.length) });
  };
  const goTo = (point: Point) => {
    const element = scroller.current;
    hadFocus.current = true;
    setAt(point);
    if (!element) return;
    const [x, y] = [point.column * WIDTH, point.row * HEIGHT];
    const [width, height] = [element.clientWidth - SIDE, element.clientHeight - HEAD];
    element.scrollLeft = Math.min(x, Math.max(element.scrollLeft, x + WIDTH - width));
    element.scrollTop = Math.min(y, Math.max(element.scrollTop, y + HEIGHT - height));
  };
  const open = (source: End, destination: End, found: MatrixCell) => {
    toggleMatrix(false);
    openTrace({ source: source.id, destination: destination.id, family, ...questionFor(found) });
  };
  const inner = { width: SIDE + destinations.length * WIDTH, height: HEAD + sources.length * HEIGHT };
  return (
    <div
      ref={scroller}
      className={isStale ? "matrix-scroll is-stale" : "matrix-scroll"}
      role="grid"
      aria-label={t("Who reaches whom")}
      aria-rowcount={sources.length + 1}
      aria-colcount={destinations.length + 1}
      onKeyDown={onKeyDown}
      onFocus={() => (hadFocus.current = true)}
      onBlur={(event) => (hadFocus.current = event.currentTarget.contains(event.relatedTarget) || hadFocus.current && event.relatedTarget === null)} // prettier-ignore
    >
      <div className="matrix-inner" style={inner}>
        <div className="matrix-columns" role="row" aria-rowindex={1} style={{ width: inner.width, height: HEAD }}>
          <span role="columnheader" aria-colindex={1} className="matrix-corner" style={{ width: SIDE }}>
            {t("from ↓ to →")}
          </span>
          {columns.map((c) => {
            const destination = destinations[c];
            return (
              destination && (
                <span
                  key={destination.id}
                  role="columnheader"
                  aria-colindex={c + 2}
                  className={c === column ? "matrix-column on" : "matrix-column"}
                  style={{ left: SIDE + c * WIDTH, width: WIDTH }}
                  title={destination.name}
                >
                  <span>{destination.name}</span>
                </span>
              )
            );
          })}
        </div>
        {rows.map((r) => {
          const source = sources[r];
          return (
            source && (
              <div
                key={source.id}
                role="row"
                aria-rowindex={r + 2}
                className="matrix-row"
                style={{ top: HEAD + r * HEIGHT, width: inner.width, height: HEIGHT }}
              >
                <span
                  role="rowheader"
                  aria-colindex={1}
                  className={r === row ? "matrix-side on" : "matrix-side"}
                  style={{ width: SIDE }}
                  title={source.name}
                >
                  {source.name}
                </span>
                {columns.map((c) => {
                  const destination = destinations[c];
                  const found = destination && cell(source, destination);
                  if (!destination) return null;
                  const place = { left: SIDE + c * WIDTH, width: WIDTH };
                  const isHere = r === row && c === column;
                  return (
                    <span
                      key={destination.id}
                      role="gridcell"
                      aria-colindex={c + 2}
                      tabIndex={isHere ? 0 : -1}
                      className={`cell cell-${found?.verdict ?? "none"}`}
                      style={place}
                      aria-label={found ? sentence(source, destination, found) : t("nothing to ask")}
                      title={found ? sentence(source, destination, found) : undefined}
                      onFocus={() => setAt({ row: r, column: c })}
                      onClick={() => found && open(source, destination, found)}
                      onKeyDown={(event) => {
                        if (event.key !== "Enter" && event.key !== " ") return;
                        event.preventDefault();
                        if (found) open(source, destination, found);
                      }}
                    >
                      {found && (
                        <>
                          <b>{CELL_SIGNS[found.verdict]}</b> {shortText(found)}
                        </>
                      )}
                    </span>
                  );
                })}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function sentence(source: End, destination: End, cell: MatrixCell): string {
  const values = { from: source.name, to: destination.name, verdict: cellWord(cell.verdict), what: allowedText(cell) };
  return values.what ? t("{from} to {to}: {verdict}, {what}", values) : t("{from} to {to}: {verdict}", values);
}

const clamp = (value: number, count: number): number => Math.min(Math.max(value, 0), count - 1);
const range = (first: number, end: number): number[] =>
  Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
