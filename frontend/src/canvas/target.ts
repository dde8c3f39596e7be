/** What a drag is over, and what dropping there means, for the mark and the hint. */
import { isContainer } from "../geometry/places";
import type { Placed } from "../geometry/placing";
import { t } from "../i18n";
import type { Plan } from "../model/context";
import { labelOf } from "../model/types";
import { useDesign } from "../state/design";
import type { ViewState } from "../state/view";

export function targetOf(over: Placed | null, plan: Plan): ViewState["target"] {
  if ("refused" in plan) return { key: over?.key ?? "", isRefused: true, says: plan.refused };
  if (!over) return plan.changes.length > 0 ? { key: "", isRefused: false, says: t("Outside every VPC") } : null;
  const resource = over.resource ? useDesign.getState().design.resources[over.resource] : undefined;
  const name = resource ? labelOf(resource) : over.title;
  const says = isContainer(over.role) ? t("Into {name}", { name }) : t("Onto {name}", { name });
  return { key: over.key, isRefused: false, says };
}
