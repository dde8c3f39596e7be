import { t } from "../i18n";
import { associate } from "../model/insert-network";
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
    const fresh = { type, id: freshId(design, type), vpc_id: subnet.vpc_id ?? null };
    const changes = associate(design, type, subnet, value === NEW ? fresh : value || null);
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
