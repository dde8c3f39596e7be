import { useState } from "react";
import { t } from "../i18n";
import { firstMissing, offeredServices, tablesOf } from "../model/endpoint-services";
import { routeTableOf, subnetsOf } from "../model/network";
import { onePerZone } from "../model/placement";
import type { Design, Subnet } from "../model/types";
import { answer, useAsking, type Asked } from "../state/asking";
import { useDesign } from "../state/design";
import { ServiceChoice, TableChoice, ZoneChoice } from "./InsertChoices";
import { useModal } from "./useModal";

/** What an endpoint is for, and where it or an attachment gets its interfaces: one per availability zone, as AWS allows. */
export function InsertDialog() {
  const asked = useAsking((s) => s.asked);
  return asked && <Dialog asked={asked} />;
}

function Dialog({ asked }: { asked: Asked }) {
  const { vpc, title, verb, endpoint } = asked;
  const dialog = useModal();
  const design = useDesign((s) => s.design);
  const services = endpoint ? offeredServices(design, vpc, endpoint) : [];
  const tables = tablesOf(design, vpc);
  const [service, setService] = useState(() => firstMissing(services));
  const [chosen, setChosen] = useState(() => subnetsAtFirst(design, asked));
  const [tableIds, setTableIds] = useState<readonly string[]>(() => tablesAtFirst(design, asked));
  const subnets = Object.values(chosen).filter(Boolean);
  const isOfTables = endpoint === "Gateway";
  const isEnough = (endpoint === null || service.trim() !== "") && (isOfTables || subnets.length > 0);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="insert-title"
      onClose={() => answer(null)}
      data-testid="insert-dialog"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          answer({
            service: endpoint ? service.trim() : undefined,
            subnets: isOfTables ? [] : subnets,
            tables: tableIds,
          });
        }}
      >
        <h2 id="insert-title">{title}</h2>
        {endpoint && <ServiceChoice kind={endpoint} services={services} chosen={service} onChoose={setService} />}
        <p className="two">
          {isOfTables
            ? t("The subnets of these route tables reach the service through it.")
            : t("It has a network interface in one subnet of each zone that is to use it.")}
        </p>
        <div className="zone-choices">
          {isOfTables ? (
            <TableChoice tables={tables} chosen={tableIds} onChoose={setTableIds} />
          ) : (
            [...zonesOf(design, vpc.id)].map(([zone, members]) => (
              <ZoneChoice
                key={zone}
                zone={zone}
                subnets={members}
                chosen={chosen[zone] ?? ""}
                onChoose={(id) => setChosen({ ...chosen, [zone]: id })}
              />
            ))
          )}
        </div>
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            {t("Cancel")}
          </button>
          <button type="submit" className="btn primary" disabled={!isEnough}>
            {verb}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function zonesOf(design: Design, vpc: string): Map<string, Subnet[]> {
  const zones = new Map<string, Subnet[]>();
  for (const subnet of subnetsOf(design, vpc)) {
    const zone = subnet.availability_zone ?? "";
    zones.set(zone, [...(zones.get(zone) ?? []), subnet]);
  }
  return zones;
}

/** By zone: the subnet that it was dropped into alone, otherwise one of each. */
function subnetsAtFirst(design: Design, { vpc, subnet }: Asked): Readonly<Record<string, string>> {
  const subnets = subnet ? [subnet] : onePerZone(design, vpc.id, ["isolated", "private"]);
  return Object.fromEntries(subnets.map((one) => [one.availability_zone ?? "", one.id]));
}

/** The table of the subnet that it was dropped into, otherwise every one. */
function tablesAtFirst(design: Design, { vpc, subnet }: Asked): string[] {
  const own = subnet && routeTableOf(design, subnet);
  return (own ? [own] : tablesOf(design, vpc)).map(({ id }) => id);
}
