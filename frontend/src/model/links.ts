/** AWS's page about a kind of resource: that of its CloudFormation type, which the model names first in its description. */
import type { RecordType } from "./schema";

const PAGES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/";
/** What CloudFormation has no type for, or what another page says better. */
const OTHERS: Readonly<Record<string, string>> = {
  StandaloneTask: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html",
};

/** The address of AWS's page, null for what is Farway's own (an external host, a connection). */
export function pageOf(record: RecordType | undefined): string | null {
  if (!record) return null;
  const other = OTHERS[record.type];
  if (other) return other;
  const found = /^AWS::(\w+)::(\w+)/.exec(record.description);
  return found ? `${PAGES}aws-resource-${found[1]?.toLowerCase()}-${found[2]?.toLowerCase()}.html` : null;
}
