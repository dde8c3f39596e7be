import { t } from "../i18n";
import type { Change } from "../model/changes";
import { freshId } from "../model/names";
import { networkAclOf, routeTableOf } from "../model/network";
import { all, labelOf, type Design, type NetworkAcl, type RouteTable, type Subnet } from "../model/types";
import { useDesign } from "../state/design";
import { applyChanges } from "../state/gestures";
import { select } from "../state/view";

const NEW = "\u0000new";

/** The route table and network ACL of a subnet. AWS keeps the association with them, people look for it here. */
export function SubnetLinks({ subnet }: { subnet: Subnet }) {
  const design = useDesign((s) => s.design);
  const table = routeTableOf(design, subnet);
  const acl = networkAclOf(design, subnet);
  return (
    <>
      <LinkField
        type="RouteTable"
        label={t("Route table")}
        subnet={subnet}
        design={design}
        now={table}
        isMain={table?.main === true}
      />
      <LinkField
        type="NetworkAcl"
        label={t("Network ACL")}
        subnet={subnet}
        design={design}
        now={acl}
        isMain={acl?.default === true}
      />
    </>
  );
}

interface LinkProps {
  readonly type: "RouteTable" | "NetworkAcl";
  readonly label: string;
  readonly subnet: Subnet;
  readonly design: Design;
  readonly now: RouteTable | NetworkAcl | undefined;
  readonly isMain: boolean;
}

function LinkField({ type, label, subnet, design, now, isMain }: LinkProps) {
  const candidates = all(design, type).filter((one) => one.vpc_id === subnet.vpc_id);
  const associated = now?.associations?.some((a) => a.subnet_id === subnet.id) ?? false;
  const change = (value: string) => {
    const changes = relink(design, type, subnet, value);
    const created = changes.find((c) => c.op === "add");
    if (applyChanges(t("Set {label} of {name}", { label, name: labelOf(subnet) }), changes) && created)
      select([created.resource.id]);
  };
  return (
    <div className="field">
      <label htmlFor={`link-${type}`}>{label}</label>
      <div className="link-row">
        <select id={`link-${type}`} value={associated ? now?.id : ""} onChange={(event) => change(event.target.value)}>
          <option value="">
            {isMain && now ? t("the VPC's main one ({name})", { name: labelOf(now) }) : t("the VPC's own default")}
          </option>
          {candidates.map((one) => (
            <option key={one.id} value={one.id}>
              {labelOf(one)}
            </option>
          ))}
          <option value={NEW}>{t("a new one")}</option>
        </select>
        {now && (
          <button type="button" className="btn small" onClick={() => select([now.id])}>
            {t("Open")}
          </button>
        )}
      </div>
    </div>
  );
}

/** Changes that take a subnet out of the tables (or ACLs) that name it, and into this one. */
function relink(design: Design, type: "RouteTable" | "NetworkAcl", subnet: Subnet, value: string): Change[] {
  const changes: Change[] = [];
  for (const holder of all(design, type)) {
    const rest = (holder.associations ?? []).filter((a) => a.subnet_id !== subnet.id);
    if (rest.length !== (holder.associations?.length ?? 0)) {
      changes.push({ op: "set", id: holder.id, values: { associations: rest.map((a) => ({ ...a })) } });
    }
  }
  if (value === NEW) {
    const id = freshId(design, type);
    changes.push({
      op: "add",
      resource: { type, id, vpc_id: subnet.vpc_id ?? null, associations: [{ subnet_id: subnet.id }] },
    });
  } else if (value)
    changes.push({ op: "connect", id: value, property: "associations", value: { subnet_id: subnet.id } });
  return changes;
}
