import type { ReactNode } from "react";
import { t } from "../../i18n";
import type { Field } from "../../model/schema";
import type { Json, Resource, SecurityGroupRule } from "../../model/types";
import { AclTables, GroupTable } from "./FilterTables";
import { RoutesTable } from "./RoutesTable";

/** The table in which a list of rules is edited; null for every other field, which has the editor of its kind. */
export function tableFor(resource: Resource, field: Field, value: Json, onChange: (value: Json) => void): ReactNode {
  const change = (records: readonly unknown[]) => onChange(records as readonly Json[]);
  if (resource.type === "RouteTable" && field.name === "routes")
    return <RoutesTable key={resource.id} table={resource} onChange={change} />;
  if (resource.type === "NetworkAcl" && field.name === "entries")
    return <AclTables key={resource.id} acl={resource} onChange={change} />;
  if (resource.type !== "SecurityGroup" || !field.name.startsWith("security_group_")) return null;
  const isEgress = field.name === "security_group_egress";
  const rules = (value ?? []) as unknown as readonly SecurityGroupRule[];
  return (
    <>
      {isEgress && value === null && <p className="dim">{t("not set: everything may leave")}</p>}
      <GroupTable key={`${resource.id}${isEgress}`} rules={rules} isEgress={isEgress} onChange={change} />
      {isEgress && (
        <button type="button" className="link" onClick={() => onChange(value === null ? [] : null)}>
          {value === null ? t("Nothing may leave") : t("Let everything leave")}
        </button>
      )}
    </>
  );
}
