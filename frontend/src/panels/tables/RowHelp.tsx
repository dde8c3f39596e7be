import { t } from "../../i18n";
import type { Field } from "../../model/schema";
import { words } from "../../model/words";
import { Prose } from "../Prose";

/** What AWS's properties behind a table's rows mean, for who asks. */
export function RowHelp({ item }: { item: Field }) {
  const said = item.fields.filter((field) => !field.hidden && field.description);
  return (
    <details className="notes row-help">
      <summary>{t("What a row is made of")}</summary>
      <dl>
        {said.map((field) => (
          <div key={field.name}>
            <dt title={field.name}>{words(field.name)}</dt>
            <dd>
              <Prose text={field.description} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
