/** AWS's page about a resource: that of its CloudFormation type, which it says itself or the model names first in its description. */
import type { RecordType } from "./schema";
import type { Resource } from "./types";

const PAGES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/";
const RUN_TASK = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html"; // CloudFormation has no type for it
const SCHEDULERS = { events: "AWS::Events::Rule", scheduler: "AWS::Scheduler::Schedule", pipes: "AWS::Pipes::Pipe" };

/** The address of AWS's page, null for what is none of AWS's (an external host, a connection). */
export function pageOf(record: RecordType | undefined, resource: Resource): string | null {
  if (resource.type === "StandaloneTask") return RUN_TASK;
  const found = /^AWS::(\w+)::(\w+)/.exec(typeOf(resource, record));
  return found ? `${PAGES}aws-resource-${found[1]?.toLowerCase()}-${found[2]?.toLowerCase()}.html` : null;
}

function typeOf(resource: Resource, record: RecordType | undefined): string {
  if (resource.type === "ScheduledTask") return SCHEDULERS[resource.scheduler ?? "scheduler"];
  if (resource.type === "Database") return resource.cloudformation_type ?? "AWS::RDS::DBInstance";
  const said = "cloudformation_type" in resource ? resource.cloudformation_type : undefined;
  return said ?? record?.description ?? "";
}
