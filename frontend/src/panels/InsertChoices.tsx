/** The questions of the dialog that inserts an endpoint or an attachment, each a list to choose from. */
import { useState } from "react";
import { t } from "../i18n";
import type { EndpointKind, Offered } from "../model/endpoint-services";
import { labelOf, type RouteTable, type Subnet } from "../model/types";

interface ServiceProps {
  readonly kind: EndpointKind;
  readonly services: readonly Offered[];
  readonly chosen: string;
  readonly onChoose: (service: string) => void;
}

/** Stands for a service that is not in the list. */
const OTHER = "";

/** Which service: what Fargate tasks need it for stands beside it; any other can be typed, as AWS names it. */
export function ServiceChoice({ kind, services, chosen, onChoose }: ServiceProps) {
  const [isOther, setIsOther] = useState(false);
  const needed = services.filter(({ purpose }) => purpose);
  const others = services.filter(({ purpose }) => !purpose);
  const options = (some: readonly Offered[]) =>
    some.map((one) => (
      <option key={one.service} value={one.service}>
        {wordsOf(one)}
      </option>
    ));
  return (
    <>
      <div className="field">
        <label htmlFor="endpoint-service">{t("AWS service")}</label>
        <select
          id="endpoint-service"
          autoFocus
          value={isOther ? OTHER : chosen}
          onChange={({ target }) => {
            setIsOther(target.value === OTHER);
            onChoose(target.value);
          }}
        >
          <optgroup label={t("What a Fargate task may need")}>{options(needed)}</optgroup>
          <optgroup label={t("What an application may use")}>
            {options(others)}
            {kind === "Interface" && <option value={OTHER}>{t("Another service, by its name")}</option>}
          </optgroup>
        </select>
      </div>
      {isOther && (
        <div className="field">
          <label htmlFor="endpoint-name">{t("Service name")}</label>
          <input
            id="endpoint-name"
            className="mono"
            value={chosen}
            placeholder="com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d"
            required
            onChange={({ target }) => onChoose(target.value)}
          />
        </div>
      )}
    </>
  );
}

function wordsOf({ service, title, purpose, isHeld }: Offered): string {
  const named = purpose ? t("{service} ({title}): {purpose}", { service, title, purpose }) : `${service} (${title})`;
  return isHeld ? t("{what}, there already", { what: named }) : named;
}

interface TableProps {
  readonly tables: readonly RouteTable[];
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
}

export function TableChoice({ tables, chosen, onChoose }: TableProps) {
  return (
    <fieldset>
      <legend>{t("Route tables")}</legend>
      {tables.length === 0 && <p className="dim">{t("The VPC has none yet.")}</p>}
      {tables.map((table) => (
        <label key={table.id}>
          <input
            type="checkbox"
            checked={chosen.includes(table.id)}
            onChange={({ target }) =>
              onChoose(target.checked ? [...chosen, table.id] : chosen.filter((id) => id !== table.id))
            }
          />
          {labelOf(table)} {table.main && <span className="dim">{t("main")}</span>}
        </label>
      ))}
    </fieldset>
  );
}

interface ZoneProps {
  readonly zone: string;
  readonly subnets: readonly Subnet[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

export function ZoneChoice({ zone, subnets, chosen, onChoose }: ZoneProps) {
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
