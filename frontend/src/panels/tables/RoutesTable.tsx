import { useState } from "react";
import { t } from "../../i18n";
import { formatCidr } from "../../model/cidr";
import { destinationOf, ipv4BlocksOf, ipv6BlocksOf, targetOf } from "../../model/network";
import { readRoute, targetsOf, winnerFor, type Winner } from "../../model/routes";
import { all, get, labelOf, type Design, type Route, type RouteTable } from "../../model/types";
import { useDesign } from "../../state/design";
import { RulesTable, type Draft } from "./RulesTable";

interface Props {
  readonly table: RouteTable;
  readonly onChange: (routes: readonly Route[]) => void;
}

/** The routes of a table, with the local ones that AWS adds, and the one that an address takes. */
export function RoutesTable({ table, onChange }: Props) {
  const design = useDesign((s) => s.design);
  const [address, setAddress] = useState("");
  const routes = table.routes ?? [];
  const vpc = get(design, "Vpc", table.vpc_id);
  const local = vpc ? [...ipv4BlocksOf(vpc), ...ipv6BlocksOf(vpc)].map(formatCidr) : [];
  const winner = winnerFor(design, table, address);
  const targets = targetsOf(design, table);
  const held = new Set(targets.map(({ id }) => id));
  const others = routes.map(targetOf).filter((id): id is string => id !== null && !held.has(id));
  const options: [string, string][] = [["", t("choose…")], ...targets.map(({ id, name }): [string, string] => [id, name]), ...others.map((id): [string, string] => [id, id])]; // prettier-ignore
  return (
    <div className="rules-block">
      <RulesTable<Route>
        label={t("Routes")}
        addText={t("Add route")}
        columns={[
          {
            name: "destination",
            title: t("Destination"),
            width: "40%",
            proposals: ["0.0.0.0/0", "::/0", ...all(design, "PrefixList").map(labelOf)],
          },
          { name: "target", title: t("Target"), options },
          { name: "state", title: t("State"), width: "22%", isRead: true },
        ]}
        records={routes}
        before={local.map((destination) => ({ destination, target: t("local"), state: t("active") }))}
        toDraft={(route): Draft => ({
          destination: destinationText(design, route),
          target: targetOf(route) ?? "",
          state: stateText(route),
        })}
        fromDraft={(draft, at) => {
          const read = readRoute(design, routes[at] ?? {}, draft.destination ?? "", draft.target ?? "");
          if ("why" in read) return read;
          const isTwice = routes.some((other, i) => i !== at && destinationOf(other) === destinationOf(read.route));
          return isTwice
            ? { column: "destination", why: t("Another route has this destination.") }
            : { record: read.route };
        }}
        fresh={() => ({ destination: "0.0.0.0/0", target: "" })}
        onChange={onChange}
        marked={winner?.kind === "route" ? winner.at : -1}
      />
      <label className="route-question">
        {t("Where does an address go?")}
        <input
          className="mono"
          value={address}
          placeholder="10.0.0.1"
          spellCheck={false}
          onChange={(event) => setAddress(event.target.value)}
        />
      </label>
      {address.trim() !== "" && (
        <p role="status" className="two" data-testid="route-winner">
          {winnerText(design, winner)}
        </p>
      )}
    </div>
  );
}

/** Whether the route works, and whether a gateway brought it. */
function stateText({ state, propagated }: Route): string {
  const word = state === "blackhole" ? t("✕ blackhole") : t("active");
  return propagated ? t("{state}, propagated", { state: word }) : word;
}

function destinationText(design: Design, route: Route): string {
  const list = get(design, "PrefixList", route.destination_prefix_list_id);
  return list ? labelOf(list) : (destinationOf(route) ?? "");
}

function winnerText(design: Design, winner: Winner | null): string {
  if (!winner) return t("This is no address.");
  if (winner.kind === "none") return t("No route: it is dropped.");
  if (winner.kind === "local") return t("Local, by {by}: it stays in the VPC.", { by: winner.by });
  const target = winner.target ? design.resources[winner.target] : undefined;
  const nowhere = t("nowhere");
  return t("To {target}, by {by}: the longest prefix that holds it.", {
    target: target ? labelOf(target) : (winner.target ?? nowhere),
    by: winner.by,
  });
}
