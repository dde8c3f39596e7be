import { t, tn } from "../i18n";
import { KEPT_BY_AWS, roomIn, spaceOf } from "../model/space";
import { kindOfSubnet, routeTableOf } from "../model/network";
import { labelOf, type Resource, type Subnet, type Vpc } from "../model/types";
import { useDesign } from "../state/design";
import { jumpTo } from "../state/selecting";
import { ListOf } from "./ListOf";

/** The address space of a VPC as a bar of its subnets, and of a subnet against what stands in it. */
export function AddressSpace({ resource }: { resource: Resource }) {
  if (resource.type === "Vpc") return <VpcSpace vpc={resource} />;
  return resource.type === "Subnet" ? <SubnetRoom subnet={resource} /> : null;
}

function VpcSpace({ vpc }: { vpc: Vpc }) {
  const design = useDesign((s) => s.design);
  return (
    <div className="space" data-testid="space">
      {spaceOf(design, vpc).map(({ cidr, size, free, segments }) => (
        <div key={cidr} role="group" aria-label={t("Address space {cidr}", { cidr })}>
          {/* For the eye and the pointer: a subnet may be a hair's breadth of its VPC. The list under it is for every hand. */}
          <div className="space-bar" aria-hidden="true">
            {segments.map(({ subnet, cidr: block, from, share }) =>
              subnet ? (
                <span
                  key={subnet.id}
                  className={`space-subnet mini-${kindOfSubnet(design, routeTableOf(design, subnet))}`}
                  style={{ left: `${from * 100}%`, width: `${share * 100}%` }}
                  title={`${labelOf(subnet)} ${block}`}
                  onClick={() => jumpTo(subnet)}
                />
              ) : null,
            )}
          </div>
          <ListOf all={segments.filter(({ subnet }) => subnet)} className="space-list">
            {({ subnet, cidr: block }) =>
              subnet && (
                <li key={subnet.id}>
                  <button
                    type="button"
                    className="link"
                    aria-label={`${labelOf(subnet)} ${block}`}
                    onClick={() => jumpTo(subnet)}
                  >
                    {labelOf(subnet)}
                  </button>
                </li>
              )
            }
          </ListOf>
          <p className="help">
            <span className="mono">{cidr}</span>{" "}
            {t("{free} of {size} addresses are in no subnet", {
              free: free.toLocaleString(),
              size: size.toLocaleString(),
            })}
          </p>
        </div>
      ))}
    </div>
  );
}

function SubnetRoom({ subnet }: { subnet: Subnet }) {
  const design = useDesign((s) => s.design);
  const room = roomIn(design, subnet);
  if (!room) return null;
  const { total, tasks, others, free } = room;
  const share = (n: number) => `${Math.min(100, (n / Math.max(total, 1)) * 100)}%`;
  return (
    <div className="space" data-testid="space">
      <div className="space-bar" aria-hidden="true">
        <span className="space-tasks" style={{ width: share(tasks) }} />
        <span className="space-others" style={{ left: share(tasks), width: share(others) }} />
      </div>
      <p className={free < 0 ? "field-error" : "help"} role={free < 0 ? "alert" : undefined}>
        {free < 0 ? `▲ ${t("{n} addresses too few.", { n: -free })} ` : `${t("{n} addresses free.", { n: free })} `}
        {tn("{n} usable (AWS keeps {kept})", "{n} usable (AWS keeps {kept})", total, { kept: KEPT_BY_AWS })},{" "}
        {tn("up to {n} task", "up to {n} tasks", tasks)}, {tn("{n} other", "{n} others", others)}.
      </p>
    </div>
  );
}
