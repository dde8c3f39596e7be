import { useEffect, useRef, type ReactNode } from "react";
import type { ChangedField, ChangedResource, FlowChange, Ipv6Change, ResourceRow, Turn } from "../api/revisions";
import { t, tn } from "../i18n";
import { equal } from "../model/equal";
import { flowTitle } from "../model/flows";
import type { Design, Json } from "../model/types";
import { words } from "../model/words";
import { ListOf } from "../panels/ListOf";
import { nameOf } from "../panels/names";
import { Verdict } from "../panels/Verdict";
import { valueText } from "../panels/valueText";
import { useDesign } from "../state/design";
import { KIND_SIGNS, kindWord, type Kind } from "./merged";
import { askToRestore, compare, leaveComparison, showCompared, titleOf, useRevisions, type Compared } from "./state";

const TURNS: readonly Turn[] = ["worse", "better", "new", "gone", "other"];

/** What changed between two revisions: the verdicts first, then the resources, property by property. */
export function ComparePanel({ compared }: { compared: Compared }) {
  const { found } = compared;
  const newest = useDesign((s) => s.revision);
  const problem = useRevisions((s) => s.problem);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), [found]);
  const isNothing = found.added.length + found.removed.length + found.changed.length + found.settings.length === 0;
  return (
    <div className="body compare-panel" data-testid="compare-panel">
      <h2 ref={head} tabIndex={-1}>
        {titleOf(found)}
      </h2>
      <div className="history-bar">
        <button type="button" className="btn small" onClick={() => void leaveComparison()}>
          {t("Back to the history")}
        </button>
        {found.from !== newest && (
          <button type="button" className="btn small" onClick={() => void askToRestore(found.from)}>
            {t("Restore revision {revision}…", { revision: found.from })}
          </button>
        )}
      </div>
      {found.to < newest && (
        <p className="history-note">
          {t("The design is at revision {revision} now.", { revision: newest })}{" "}
          <button type="button" className="link" onClick={() => void compare([found.from, newest])}>
            {t("Compare with now")}
          </button>
        </p>
      )}
      {problem && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      <Verdicts compared={compared} />
      <Findings compared={compared} />
      <Resources compared={compared} />
      {isNothing && found.moved.length === 0 && <p>{t("The two revisions are the same.")}</p>}
      {found.moved.length > 0 && (
        <p className="dim moved">{tn("{n} box stands elsewhere.", "{n} boxes stand elsewhere.", found.moved.length)}</p>
      )}
    </div>
  );
}

function turnTitle(turn: Turn): string {
  switch (turn) {
    case "worse":
      return t("✕ Got worse");
    case "better":
      return t("✓ Got better");
    case "new":
      return t("+ New");
    case "gone":
      return t("− No longer needed");
    case "other":
      return t("~ Otherwise changed");
  }
}

function Verdicts({ compared }: { compared: Compared }) {
  const { flows, ipv6 } = compared.found;
  if (flows.length + ipv6.length === 0) return <p className="dim">{t("No verdict changed.")}</p>;
  return TURNS.map((turn) => {
    const rows = flows.filter((f) => f.change === turn);
    const addresses = ipv6.filter((row) => row.change === turn);
    if (rows.length + addresses.length === 0) return null;
    return (
      <section key={turn} className={`turn turn-${turn}`}>
        <h3>{`${turnTitle(turn)} (${rows.length + addresses.length})`}</h3>
        <ListOf all={[...rows, ...addresses]} className="compare-list">
          {(row, i) =>
            "flow" in row ? (
              <FlowRow key={i} row={row} design={compared.merged} />
            ) : (
              <AddressRow key={i} row={row} design={compared.merged} />
            )
          }
        </ListOf>
      </section>
    );
  });
}

function FlowRow({ row, design }: { row: FlowChange; design: Design }) {
  const end = row.to === row.workload ? row.from : row.to;
  const marks = [row.required ? "" : t("not required"), row.accepted ? t("accepted") : ""].filter(Boolean);
  return (
    <li>
      <Jump id={row.workload}>
        {nameOf(design, row.workload)}: {flowTitle(row.flow)}
      </Jump>{" "}
      <span className="dim">
        {[end === row.workload ? "" : nameOf(design, end), row.family === "ipv6" ? "IPv6" : "IPv4", row.port, ...marks]
          .filter(Boolean)
          .join(", ")}
      </span>
      <p>
        <FromTo before={row.before} after={row.after} isNeeded={row.required} />
      </p>
      {row.placements.map((place, i) => (
        <p key={i} className="dim">
          {place.subnet ? nameOf(design, place.subnet) : t("an unknown subnet")}:{" "}
          {place.blockers[0]?.message ?? <FromTo before={place.before} after={place.after} isNeeded={row.required} />}
        </p>
      ))}
    </li>
  );
}

function FromTo({ before, after, isNeeded }: Pick<FlowChange, "before" | "after"> & { isNeeded: boolean }) {
  return (
    <>
      {before ? <Verdict verdict={before} isNeeded={isNeeded} /> : <span className="dim">{t("not there")}</span>}
      <span aria-label={t("to")}> → </span>
      {after ? <Verdict verdict={after} isNeeded={isNeeded} /> : <span className="dim">{t("not there")}</span>}
    </>
  );
}

function AddressRow({ row, design }: { row: Ipv6Change; design: Design }) {
  const word = (is: boolean | null) => (is === null ? t("not known") : is ? t("gets one") : t("gets none"));
  return (
    <li>
      <Jump id={row.workload}>
        {nameOf(design, row.workload)}: {t("IPv6 address")}
      </Jump>{" "}
      <span className="dim">{nameOf(design, row.subnet)}</span>
      <p>
        {word(row.before)} → {word(row.after)}
      </p>
    </li>
  );
}

function Findings({ compared }: { compared: Compared }) {
  const { new: fresh, gone, accepted } = compared.found.findings;
  const groups = [
    [t("New findings"), fresh],
    [t("Findings gone"), gone],
    [t("Accepted since"), accepted],
  ] as const;
  return groups.map(
    ([title, held]) =>
      held.length > 0 && (
        <section key={title}>
          <h3>{`${title} (${held.length})`}</h3>
          <ListOf all={held} className="compare-list">
            {(finding, i) => (
              <li key={i}>
                <span className="mono dim">{finding.rule}</span> {finding.message}{" "}
                {finding.resource && compared.merged.resources[finding.resource] && (
                  <Jump id={finding.resource}>{nameOf(compared.merged, finding.resource)}</Jump>
                )}
              </li>
            )}
          </ListOf>
        </section>
      ),
  );
}

function Resources({ compared }: { compared: Compared }) {
  const { added, removed, changed, settings } = compared.found;
  const groups: [Kind, readonly (ResourceRow | ChangedResource)[]][] = [
    ["added", added],
    ["removed", removed],
    ["changed", changed],
  ];
  return (
    <>
      {groups.map(
        ([kind, held]) =>
          held.length > 0 && (
            <section key={kind} className={`kind-${kind}`}>
              <h3>{`${KIND_SIGNS[kind]} ${kindTitle(kind)} (${held.length})`}</h3>
              <ListOf all={held} className="compare-list">
                {(one) => <ResourceItem key={one.id} one={one} compared={compared} />}
              </ListOf>
            </section>
          ),
      )}
      {settings.length > 0 && (
        <section>
          <h3>{t("Settings of the design")}</h3>
          <ul className="compare-list">
            {settings.map(({ setting, before, after }) => (
              <Field key={setting} field={{ field: setting, before, after }} type="" compared={compared} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function kindTitle(kind: Kind): string {
  const word = kindWord(kind);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function ResourceItem({ one, compared }: { one: ResourceRow | ChangedResource; compared: Compared }) {
  const schema = useDesign((s) => s.schema);
  return (
    <li>
      <Jump id={one.id}>{nameOf(compared.merged, one.id)}</Jump>{" "}
      <span className="dim">{schema.types[one.type]?.title ?? one.type}</span>
      {"fields" in one && (
        <ul className="compare-list changed-fields">
          {one.fields.map((field) => (
            <Field key={field.field} field={field} type={one.type} compared={compared} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** A list is told by what comes and goes. */
function Field({
  field: { field, before, after },
  type,
  compared,
}: {
  field: ChangedField;
  type: string;
  compared: Compared;
}) {
  const schema = useDesign((s) => s.schema);
  const text = (design: Design, value: Json): string => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return t("nothing");
    if (typeof value === "object" && !Array.isArray(value) && "unknown" in value)
      return t("unknown: {why}", { why: String(value.unknown) });
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    return valueText(schema, design, type, field, value);
  };
  const [was, now] = [before, after].map((value) => (Array.isArray(value) ? (value as Json[]) : null));
  const isList = (was ?? now) !== null && (was !== null || before === null) && (now !== null || after === null);
  const gone = isList ? (was ?? []).filter((item) => !(now ?? []).some((other) => equal(item, other))) : [];
  const come = isList ? (now ?? []).filter((item) => !(was ?? []).some((other) => equal(item, other))) : [];
  return (
    <li>
      <b>{words(field)}</b>
      {gone.length + come.length > 0 ? (
        <ul className="compare-list">
          {gone.map((item, i) => (
            <li key={`-${i}`}>− {text(compared.before, item)}</li>
          ))}
          {come.map((item, i) => (
            <li key={`+${i}`}>+ {text(compared.after, item)}</li>
          ))}
        </ul>
      ) : (
        <>
          : {text(compared.before, before)} → {text(compared.after, after)}
        </>
      )}
    </li>
  );
}

/** The name of a resource, which brings it into sight in the comparison. */
function Jump({ id, children }: { id: string; children: ReactNode }) {
  const isShown = useRevisions((s) => s.shown?.id === id);
  return (
    <button type="button" className="link" aria-pressed={isShown} onClick={() => showCompared(id)}>
      {children}
    </button>
  );
}
