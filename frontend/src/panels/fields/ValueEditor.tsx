import { BooleanField, EnumField, ReferenceField, ReferenceListField } from "./ChoiceFields";
import { JsonField, TextListField } from "./JsonField";
import { MapField, RecordField, RecordListField } from "./RecordFields";
import { TextField } from "./TextField";
import type { EditorProps } from "./types";

/** The editor that fits a field of the model. */
export function ValueEditor(props: EditorProps) {
  const { field } = props;
  if (field.refers.length > 0) return <ReferenceField {...props} />;
  switch (field.kind) {
    case "boolean":
      return <BooleanField {...props} />;
    case "enum":
      return <EnumField {...props} />;
    case "string":
    case "integer":
    case "number":
      return <TextField {...props} />;
    case "record":
      return <RecordField {...props} />;
    case "map":
      return <MapField {...props} />;
    case "list":
      if (field.item && field.item.refers.length > 0) return <ReferenceListField {...props} />;
      if (field.item && field.item.fields.length > 0) return <RecordListField {...props} />;
      return field.item?.kind === "string" ? <TextListField {...props} /> : <JsonField {...props} />;
    case "json":
      return <JsonField {...props} />;
  }
}
