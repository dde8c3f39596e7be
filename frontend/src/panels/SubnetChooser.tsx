import { useLayoutEffect, useRef, useState } from "react";
import { t } from "../i18n";
import { subnetsOf } from "../model/network";
import { onePerZone } from "../model/placement";
import { labelOf, type Subnet } from "../model/types";
import { answer, useAsking, type Asked } from "../state/asking";
import { useDesign } from "../state/design";

/** Which subnets an interface endpoint or an attachment gets its interfaces in: one per availability zone, as AWS allows. */
export function SubnetChooser() {
  const asked = useAsking((s) => s.asked);
  return asked && <Chooser asked={asked} />;
}

function Chooser({ asked }: { asked: Asked }) {
  const { vpc, title, verb } = asked;
  const dialog = useRef<HTMLDialogElement>(null);
  const design = useDesign((s) => s.design);
  const zones = new Map<string, Subnet[]>();
  for (const subnet of subnetsOf(design, vpc.id)) {
    const zone = subnet.availability_zone ?? "";
    zones.set(zone, [...(zones.get(zone) ?? []), subnet]);
  }
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      onePerZone(design, vpc.id, ["isolated", "private"]).map((s) => [s.availability_zone ?? "", s.id]),
    ),
  );
  useLayoutEffect(() => {
    dialog.current?.showModal();
  }, []);
  const subnets = Object.values(chosen).filter(Boolean);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="subnets-title"
      onClose={() => answer(null)}
      data-testid="subnets"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          answer(subnets);
        }}
      >
        <h2 id="subnets-title">{title}</h2>
        <p className="two">{t("It has a network interface in one subnet of each zone that is to use it.")}</p>
        <div className="zone-choices">
          {[...zones].map(([zone, members]) => (
            <ZoneChoice
              key={zone}
              zone={zone}
              subnets={members}
              chosen={chosen[zone] ?? ""}
              onChoose={(id) => setChosen({ ...chosen, [zone]: id })}
            />
          ))}
        </div>
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            {t("Cancel")}
          </button>
          <button type="submit" className="btn primary" disabled={subnets.length === 0}>
            {verb}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface ZoneProps {
  readonly zone: string;
  readonly subnets: readonly Subnet[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

function ZoneChoice({ zone, subnets, chosen, onChoose }: ZoneProps) {
  const options = [...subnets.map((s) => ({ id: s.id, text: labelOf(s), cidr: s.cidr_block ?? s.ipv6_cidr_block ?? "" })), { id: "", text: t("none"), cidr: "" }]; // prettier-ignore
  return (
    <fieldset>
      <legend>{zone || t("no availability zone")}</legend>
      {options.map(({ id, text, cidr }) => (
        <label key={id}>
          <input type="radio" name={`zone-${zone}`} checked={chosen === id} onChange={() => onChoose(id)} />
          {text} <span className="mono dim">{cidr}</span>
        </label>
      ))}
    </fieldset>
  );
}
