import { useEffect, useState } from "react";
import { t } from "../i18n";
import { useDesign } from "../state/design";
import { fetchTemplate, textOf, useTemplate } from "../state/template";
import { TemplateText } from "./TemplateText";

/** A resource as CloudFormation, beside its properties. */
export function ResourceTemplate({ id }: { id: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="notes resource-template" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("CloudFormation")}</summary>
      {isOpen && <OpenTemplate id={id} />}
    </details>
  );
}

function OpenTemplate({ id }: { id: string }) {
  const revision = useDesign((s) => s.revision);
  const template = useTemplate((s) => s.template);
  const problem = useTemplate((s) => s.problem);
  useEffect(() => fetchTemplate(revision), [revision]);
  if (problem !== null) return <p className="dim">{problem}</p>;
  if (!template) return <p className="dim">{t("writing the template…")}</p>;
  const text = textOf(template, id);
  if (text === null) return <p className="dim">{t("The template does not declare it.")}</p>;
  return <TemplateText text={text} label={t("CloudFormation of {id}", { id })} />;
}
