import { useContext, useState, type ReactNode } from "react";
import { t } from "../../i18n";
import type { Field } from "../../model/schema";
import { words } from "../../model/words";
import { usePreferences } from "../../state/preferences";
import { useDesign } from "../../state/design";
import { Prose } from "../Prose";
import { FIELD, isErrorOf } from "./errors";
import { OfResource } from "./OfResource";

/** What an editor is told by its label. */
export interface Described {
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
}

interface Props {
  readonly field: Field;
  /** The id of the control: `field-` and the path of the field within its resource. */
  readonly id: string;
  readonly className: string;
  /** Whether several controls make the editor, which are named together. */
  readonly isGroup: boolean;
  readonly note?: ReactNode;
  /** The resources that it is of, where several are edited together. */
  readonly owners?: readonly string[];
  readonly children: (described: Described) => ReactNode;
}

/**
 * A field under its label, with what was wrong with its value and its help. The help stands behind an “i”, since a form that says
 * everything hides what is asked; screen readers tell it with the field, open or not.
 */
export function LabelledField({ field, id, className, isGroup, note, owners, children }: Props) {
  const isAlwaysOpen = usePreferences((s) => s.help);
  const [isOpen, setOpen] = useState(false);
  const resource = useContext(OfResource);
  const error = useDesign((s) => s.fieldError);
  const isOurs = error !== null && (owners?.includes(error.where ?? "") ?? resource?.id === error.where);
  const message = isOurs && isErrorOf(field, id, error.field) ? error.message : null;
  const [labelId, helpId, errorId] = [`${id}-label`, `${id}-help`, `${id}-error`];
  const said = [message && errorId, field.description && helpId].filter(Boolean).join(" ");
  const describedBy = said === "" ? undefined : said;
  const name = words(field.name);
  const group = isGroup ? { role: "group", "aria-labelledby": labelId, "aria-describedby": describedBy } : {};
  return (
    <div className={className} data-field={id.slice(FIELD.length)} {...group}>
      <div className="field-head">
        <label id={labelId} htmlFor={isGroup ? undefined : id} title={field.name}>
          {name}
          {note}
        </label>
        {field.description && !isAlwaysOpen && (
          <button
            type="button"
            className="help-button"
            aria-label={t("Help on {field}", { field: name })}
            aria-expanded={isOpen}
            aria-controls={helpId}
            onClick={() => setOpen(!isOpen)}
          >
            i
          </button>
        )}
      </div>
      {children({ describedBy, isInvalid: message !== null })}
      {message && (
        <p className="field-error" role="alert" id={errorId}>
          {message}
        </p>
      )}
      {field.description && (
        <p className="help" id={helpId} hidden={!isOpen && !isAlwaysOpen}>
          <Prose text={field.description} />
        </p>
      )}
    </div>
  );
}
