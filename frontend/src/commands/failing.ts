/** Switching zones and gateways off: every zone, what is selected, and all on again. */
import { t } from "../i18n";
import { allOn, fetchPoints, toggleOff, useFailure } from "../lenses/failure/state";
import { hasSwitch, switchName, zonesOf } from "../lenses/failure/switches";
import { look } from "../lenses/state";
import { useDesign } from "../state/design";
import { usePage } from "../state/page";
import { useView } from "../state/view";
import type { Command } from "./command";

export function failingCommands(): Command[] {
  const { design } = useDesign.getState();
  const isOff = (spec: string): boolean => useFailure.getState().off.includes(spec);
  const chosen = useView.getState().selected.filter((id) => {
    const resource = design.resources[id];
    return resource && hasSwitch(resource);
  });
  const switches = [...zonesOf(design), ...chosen].map((spec): Command => {
    const name = switchName(design, spec);
    return {
      id: `off-${spec}`,
      group: "view",
      title: isOff(spec) ? t("Switch {name} on", { name }) : t("Switch {name} off", { name }),
      words: "failure what if zone outage down",
      run: () => toggleOff(spec),
    };
  });
  const all: Command = {
    id: "all-on",
    group: "view",
    title: t("Switch everything on"),
    words: "failure zone gateway",
    when: () => useFailure.getState().off.length > 0,
    run: allOn,
  };
  const points: Command = {
    id: "single-points",
    group: "view",
    title: t("Find what does harm by failing alone"),
    words: "single points of failure zone gateway outage",
    when: () => usePage.getState().api !== null,
    run: () => {
      const { api } = usePage.getState();
      look("failure");
      if (api) void fetchPoints(api);
    },
  };
  return [...switches, all, points];
}
