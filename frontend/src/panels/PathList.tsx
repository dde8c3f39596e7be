import type { Blocker, PathItem } from "../api/report";
import { isStart, stateOf } from "../geometry/route";
import { t } from "../i18n";
import { useDesign } from "../state/design";
import { SIGNS } from "../state/verdicts";
import { kindName, nameOf } from "./names";

interface Props {
  readonly path: readonly PathItem[];
  readonly blockers: readonly Blocker[];
  /** The number before the first hop's. */
  readonly after?: number;
  /** The hop that is pointed at, and a way to point at another; without it the hops are only read. */
  readonly pointed?: number | null;
  readonly onPoint?: (hop: number) => void;
  readonly testId?: string;
}

/** The hops of a path, with the numbers that they have on the canvas: what each let through, or why it did not. */
export function PathList({ path, blockers, after = 0, pointed = null, onPoint, testId = "path-list" }: Props) {
  const design = useDesign((s) => s.design);
  const hops = path.filter((item) => !isStart(item));
  return (
    <ol className="path" data-testid={testId}>
      {hops.map((item, i) => {
        const state = stateOf(item);
        const number = after + i + 1;
        const isPointed = pointed === number;
        const text = (
          <>
            <b>{item.resource ? nameOf(design, item.resource) : kindName(item.kind)}</b> {actionText(item)}
            <small className={state === "stop" ? "mono" : undefined}>{codes(item, blockers)}</small>
          </>
        );
        return (
          <li
            key={i}
            className={isPointed ? `path-${state} is-pointed` : `path-${state}`}
            data-n={state === "stop" ? SIGNS.stop : number}
          >
            {onPoint ? (
              <button type="button" className="hop-button" aria-pressed={isPointed} onClick={() => onPoint(number)}>
                <span className="visually-hidden">
                  {state === "stop" ? t("Obstacle: ") : t("Hop {n}: ", { n: number })}
                </span>
                {text}
              </button>
            ) : (
              text
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** What a hop does, in words: "lets tcp 443 out", "routes it: stays in the VPC". */
export function actionText(item: PathItem): string {
  const detail = item.detail ?? "";
  switch (item.action) {
    case "routes":
      return detail ? t("routes it: {detail}", { detail }) : t("routes it");
    case "carries":
      return detail ? t("carries it to {detail}", { detail }) : t("carries it");
    case "translates":
      return detail ? t("translates the address: {detail}", { detail }) : t("translates the address");
    case "receives":
      return detail ? t("receives it in {detail}", { detail }) : t("receives it");
    case "blocks":
      return detail ? `— ${detail}` : t("blocks it");
    case "unknown":
      return detail ? t("is not known: {detail}", { detail }) : t("is not known");
    default:
      return detail || item.action;
  }
}

/** The codes of what stands in the way at a hop. A resource can stand in it twice, as a group that both ends hold: the words tell which. */
export function codes(item: PathItem, blockers: readonly Blocker[]): string {
  if (item.action !== "blocks") return "";
  const here = blockers.filter((b) => b.resource === item.resource);
  const blocker = here.find((b) => b.message === item.detail) ?? (here.length === 1 ? here[0] : undefined);
  return blocker ? [blocker.cause, blocker.aws_code].filter(Boolean).join(" · ") : "";
}
