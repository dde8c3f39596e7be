import { useMemo } from "react";
import { t } from "../i18n";
import { referencesOf } from "../model/schema";
import { labelOf, type Resource } from "../model/types";
import { iconOf } from "../nodes/icons";
import { Tile } from "../nodes/Tile";
import { typeTitle, useDesign } from "../state/design";
import { jumpTo } from "../state/selecting";

/** What stands in a container is seen there. */
const CONTAINERS: ReadonlySet<string> = new Set(["Vpc", "Subnet"]);
const MOST = 12;

/** What names this resource: the listeners of a load balancer, the services of a task definition, the members of a group. */
export function UsedBy({ resource }: { resource: Resource }) {
  const design = useDesign((s) => s.design);
  const schema = useDesign((s) => s.schema);
  const users = useMemo(() => {
    if (CONTAINERS.has(resource.type)) return [];
    return Object.values(design.resources).filter(
      (other) =>
        other.id !== resource.id && [...referencesOf(schema, other)].some(({ target }) => target === resource.id),
    );
  }, [design, schema, resource]);
  if (users.length === 0) return null;
  return (
    <section className="used-by" aria-label={t("Used by")}>
      <h3>{t("Used by")}</h3>
      <ul className="plain">
        {users.slice(0, MOST).map((user) => (
          <li key={user.id}>
            <button type="button" className="used-by-item" onClick={() => jumpTo(user)}>
              <Tile icon={iconOf(user)} />
              <span>
                {labelOf(user)} <span className="dim">{typeTitle(user.type)}</span>
              </span>
            </button>
          </li>
        ))}
        {users.length > MOST && <li className="dim">{t("and {n} more", { n: users.length - MOST })}</li>}
      </ul>
    </section>
  );
}
