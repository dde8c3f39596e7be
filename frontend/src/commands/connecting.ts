/** Declaring without a pointer that two should talk: "Connect … to …" for what is selected, by every destination there is. */
import { t } from "../i18n";
import type { Change } from "../model/changes";
import { freshId, plain } from "../model/names";
import { all, get, labelOf, type Design, type Resource, type ResourceType } from "../model/types";
import { useDesign } from "../state/design";
import { applyChanges } from "../state/gestures";
import { announce, useView } from "../state/view";
import type { Command } from "./command";

const SOURCES: ReadonlySet<ResourceType> = new Set([
  "Service",
  "StandaloneTask",
  "ScheduledTask",
  "Instance",
  "ExternalHost",
]);
const DESTINATIONS: ReadonlySet<ResourceType> = new Set([
  ...SOURCES,
  "Database",
  "LoadBalancer",
  "FileSystem",
  "VpcEndpoint",
]);
const HTTPS = 443;
const NFS = 2049;
/** Beyond this many destinations the commands would hide all others. */
const MOST = 200;

/** What is selected, where it can be connected to something. */
export function connectable(): Resource | null {
  const { selected } = useView.getState();
  const source = useDesign.getState().design.resources[selected[0] ?? ""];
  return source && selected.length === 1 && SOURCES.has(source.type) ? source : null;
}

export function connectingCommands(): Command[] {
  const { design } = useDesign.getState();
  const source = connectable();
  if (!source) return [];
  const declared = new Set(all(design, "Connection").filter((c) => c.source === source.id).map((c) => c.destination)); // prettier-ignore
  return Object.values(design.resources)
    .filter((other) => DESTINATIONS.has(other.type) && other.id !== source.id && !declared.has(other.id))
    .slice(0, MOST)
    .map((destination) => connectCommand(design, source, destination));
}

function connectCommand(design: Design, source: Resource, destination: Resource): Command {
  const title = t("Connect {name} to {to}", { name: labelOf(source), to: labelOf(destination) });
  const id = freshId(design, plain(`${source.id}To${destination.id}`));
  const change: Change = {
    op: "add",
    resource: {
      type: "Connection",
      id,
      source: source.id,
      destination: destination.id,
      destination_port: portOf(design, destination),
    },
  };
  return {
    id: `connect-${destination.id}`,
    group: "insert",
    title,
    words: "connect to talk reach connection declare application flow",
    run: () => void (applyChanges(title, [change]) && announce(title)),
  };
}

/** The port that it listens on, as far as the design says. */
function portOf(design: Design, destination: Resource): number {
  switch (destination.type) {
    case "Database":
      return destination.port ?? HTTPS;
    case "FileSystem":
      return NFS;
    case "LoadBalancer":
      return all(design, "Listener").find((one) => one.load_balancer_arn === destination.id)?.port ?? HTTPS;
    case "Service":
    case "StandaloneTask":
    case "ScheduledTask": {
      const containers = get(design, "TaskDefinition", destination.task_definition)?.container_definitions ?? [];
      return containers.flatMap((one) => one.port_mappings ?? []).find((one) => one.container_port)?.container_port ?? HTTPS; // prettier-ignore
    }
    default:
      return HTTPS;
  }
}
