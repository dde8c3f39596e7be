import { useEffect, useMemo } from "react";
import { t } from "../i18n";
import { useDesign } from "../state/design";
import { fetchTemplate, resourceAt, useTemplate } from "../state/template";
import { reveal, select, useView } from "../state/view";
import { TemplateText } from "./TemplateText";

/** The design as a CloudFormation template. What is selected is marked in it; a click in it selects. */
export function TemplatePane() {
  const template = useTemplate((s) => s.template);
  const problem = useTemplate((s) => s.problem);
  const revision = useDesign((s) => s.revision);
  const isUnsaved = useDesign((s) => s.pending.length > 0);
  const selected = useView((s) => s.selected);
  useEffect(() => fetchTemplate(revision), [revision]);
  const marked = useMemo(
    () => selected.map((id) => template?.lines[id]).filter((range) => range !== undefined),
    [selected, template],
  );
  const state = () => {
    if (problem !== null) return problem;
    if (!template) return t("writing the template…");
    return isUnsaved ? t("Not all of it is saved yet.") : t("Revision {revision}", { revision: template.revision });
  };
  return (
    <div className="template-pane" data-testid="template" data-revision={template?.revision}>
      <p className="template-note dim" role="status">
        {state()}
      </p>
      <TemplateText
        text={template?.text ?? ""}
        label={t("CloudFormation template")}
        marked={marked}
        onLine={selectAt}
      />
    </div>
  );
}

function selectAt(line: number): void {
  const id = resourceAt(line);
  if (id === null) return;
  select([id]);
  reveal(id);
}
