import type { Field } from "../../model/schema";
import type { Json } from "../../model/types";

/** What every editor of a value gets. `onChange` is called when the user has finished, not at every key. */
export interface EditorProps {
  readonly field: Field;
  readonly value: Json;
  readonly onChange: (value: Json) => void;
  /** The id of the control, for its label. */
  readonly id: string;
  readonly isInvalid: boolean;
  /** The ids of what is said of it: its help, and what is wrong with it. */
  readonly describedBy?: string | undefined;
}
