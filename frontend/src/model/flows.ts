/** Flows of a task in plain words. */
import type { Flow } from "../api/report";
import { t } from "../i18n";

/** What a flow is called in a list. */
export function flowName(flow: Flow): string {
  return flowTitle(flow.flow);
}

/** The same, by the flow's name in the report. */
export function flowTitle(flow: string): string {
  const names: Readonly<Record<string, string>> = {
    "ecr-auth": t("Registry login"),
    "image-pull": t("Image pull"),
    logs: t("Logs"),
    secrets: t("Secrets"),
    "ssm-parameters": t("Parameters"),
    efs: t("File system"),
    exec: t("ECS Exec"),
    "lb-to-task": t("Load balancer to task"),
    "service-connect": t("Service Connect"),
    "internet-to-lb": t("From the internet, by load balancer"),
    "internet-to-task": t("From the internet, by its own address"),
    "internet-egress-ipv4": t("Internet over IPv4"),
    "internet-egress-ipv6": t("Internet over IPv6"),
    application: t("Application"),
    "environment-files": t("Environment files"),
    "registry-credentials": t("Registry credentials"),
    kms: t("KMS key"),
  };
  return names[flow] ?? flow;
}

/** The verdict on a flow as a sentence about its workload, and `to` as a person calls it. */
export function flowSentence(flow: Flow, name: string, to: string): string {
  const values = { name, to, flow: flowName(flow) };
  if (flow.verdict === "unknown") return t("{flow} of {name}: not known", values);
  const [does, cannot] = sentences(flow, values);
  if (flow.verdict === "reachable") return does;
  return flow.verdict === "partial" ? t("{sentence} from some of its subnets", { sentence: cannot }) : cannot;
}

type Values = Readonly<Record<string, string>>;

function sentences(flow: Flow, values: Values): [does: string, cannot: string] {
  switch (flow.flow) {
    case "ecr-auth":
      return [t("{name} logs in to its registry", values), t("{name} cannot log in to its registry", values)];
    case "image-pull":
      return [t("{name} pulls its image", values), t("{name} cannot pull its image", values)];
    case "logs":
      return [t("{name} sends its logs", values), t("{name} cannot send its logs", values)];
    case "secrets":
      return [t("{name} fetches its secrets", values), t("{name} cannot fetch its secrets", values)];
    case "ssm-parameters":
      return [t("{name} fetches its parameters", values), t("{name} cannot fetch its parameters", values)];
    case "efs":
      return [t("{name} mounts its file system", values), t("{name} cannot mount its file system", values)];
    case "exec":
      return [t("ECS Exec reaches {name}", values), t("ECS Exec cannot reach {name}", values)];
    case "lb-to-task":
      return [t("The load balancer reaches {name}", values), t("The load balancer cannot reach {name}", values)];
    case "internet-egress-ipv4":
      return [
        t("{name} reaches the internet over IPv4", values),
        t("{name} cannot reach the internet over IPv4", values),
      ];
    case "internet-egress-ipv6":
      return [
        t("{name} reaches the internet over IPv6", values),
        t("{name} cannot reach the internet over IPv6", values),
      ];
    default:
      return [t("{name} reaches {to}", values), t("{name} cannot reach {to}", values)];
  }
}

/** Family, protocol, port and interface of a flow, in one line. */
export function flowFacts(flow: Flow, to: string): string {
  const family = flow.family === "ipv6" ? "IPv6" : "IPv4";
  const port = [flow.protocol.toUpperCase(), flow.port].filter((part) => part !== null).join(" ");
  const via = flow.interface === "fargate" ? t("Fargate's own ENI") : t("task ENI");
  const role = flow.role === "task-execution" ? t("task execution role") : flow.role === "task" ? t("task role") : null;
  return [to ? t("to {to}", { to }) : null, family, port, via, role].filter((part) => part !== null).join(", ");
}
