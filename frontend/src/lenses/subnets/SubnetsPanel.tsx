import { useEffect } from "react";
import type { DesignApi } from "../../api/designs";
import type { SubnetAnswer } from "../../api/subnets";
import { t, tn } from "../../i18n";
import { onlyLayout } from "../../model/changes";
import { nameOf } from "../../panels/names";
import { useDesign } from "../../state/design";
import { reveal, select, useView } from "../../state/view";
import { addressWord, kindAbout, kindWord, LOOKS, reachedBy } from "./kinds";
import { fetchSubnets, useSubnets } from "./state";

/** What the patterns mean, how many subnets have each, and the selected subnet's routes and tasks. */
export function SubnetsPanel({ api }: { api: DesignApi }) {
  const { answer, isAsking, error } = useSubnets();
  const selected = useView((s) => s.selected);
  const isSaved = useDesign((s) => s.pending.every((p) => onlyLayout(p.changes)));
  const substance = useDesign((s) => s.substance);
  useEffect(() => {
    if (isSaved) void fetchSubnets(api);
  }, [api, substance, isSaved]);
  const chosen = answer?.subnets.find(({ id }) => selected.includes(id));
  const count = (kind: string) => answer?.subnets.filter((subnet) => subnet.kind === kind).length ?? 0;
  const isCurrent = answer !== null && isSaved && !isAsking && answer.revision >= substance;
  return (
    <div data-testid="subnet-kinds" data-current={isCurrent}>
      <dl className="kinds">
        {LOOKS.filter((kind) => kind !== "unknown" || count(kind) > 0).map((kind) => (
          <div key={kind}>
            <dt>
              <span className={`swatch look-${kind}`} aria-hidden="true" /> {kindWord(kind)}{" "}
              <span className="dim">{count(kind)}</span>
            </dt>
            <dd className="two">{kindAbout(kind)}</dd>
          </div>
        ))}
      </dl>
      {isAsking && (
        <p className="dim" role="status">
          {t("computing…")}
        </p>
      )}
      {error && (
        <p className="field-error" role="alert">
          {error}{" "}
          <button type="button" className="link" onClick={() => void fetchSubnets(api)}>
            {t("Try again")}
          </button>
        </p>
      )}
      {answer?.subnets.length === 0 && <p className="dim">{t("No subnet yet: there is nothing to see.")}</p>}
      {answer && answer.subnets.length > 0 && !chosen && (
        <p className="dim">{t("Select a subnet for its routes, and who in it is reached from the internet.")}</p>
      )}
      {chosen && <Chosen subnet={chosen} />}
    </div>
  );
}

function Chosen({ subnet }: { subnet: SubnetAnswer }) {
  const design = useDesign((s) => s.design);
  const ways = [["IPv4", subnet.ipv4] as const, ["IPv6", subnet.ipv6] as const];
  return (
    <section aria-label={nameOf(design, subnet.id)}>
      <p>
        <b>{nameOf(design, subnet.id)}</b>
      </p>
      <ul className="plain">
        {ways.map(
          ([family, way]) =>
            way && (
              <li key={family}>
                {family}: <b>{kindWord(way.kind)}</b>{" "}
                <span className="dim mono">{way.routes.join(", ") || t("no route out")}</span>
              </li>
            ),
        )}
      </ul>
      <p className="dim">{tn("{n} service or task", "{n} services and tasks", subnet.workloads.length)}</p>
      <ul className="plain">
        {subnet.workloads.map((task) => (
          <li key={task.id}>
            <button type="button" className="link" onClick={() => jump(task.id)}>
              {task.name}
            </button>{" "}
            {addressWord(task)}, {reached(reachedBy(task))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function reached(by: string): string {
  return by ? t("reached from the internet: {by}", { by }) : t("not reached from the internet");
}

function jump(id: string): void {
  select([id]);
  reveal(id);
}
