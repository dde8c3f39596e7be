/** A reader of YAML: CodeMirror, read-only, with lines marked. Loaded only where it is shown. */
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField, type Range } from "@codemirror/state";
import { Decoration, EditorView, lineNumbers, type DecorationSet } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export interface Reader {
  show(text: string): void;
  /** Mark these lines, from first to last, counted from 1; the first of them comes into sight. */
  mark(ranges: readonly (readonly [first: number, last: number])[]): void;
  destroy(): void;
}

const setMarks = StateEffect.define<readonly (readonly [number, number])[]>();
const MARK = Decoration.line({ class: "cm-marked" });

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(held, transaction) {
    let next = held.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const { doc } = transaction.state;
      const found: Range<Decoration>[] = [];
      for (const [first, last] of effect.value)
        for (let n = first; n <= Math.min(last, doc.lines); n++) found.push(MARK.range(doc.line(n).from));
      next = Decoration.set(found, true);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const STYLE = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], class: "yaml-name" },
  { tag: [tags.string, tags.content], class: "yaml-value" },
  { tag: [tags.typeName, tags.tagName], class: "yaml-tag" },
  { tag: tags.comment, class: "yaml-comment" },
]);

/** A reader in this element; `onLine` is called with the line, from 1, that a person clicks or goes to. */
export function createReader(parent: HTMLElement, label: string, onLine: (line: number) => void): Reader {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        lineNumbers(),
        yaml(),
        syntaxHighlighting(STYLE),
        marks,
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          const isUser = update.transactions.some((one) => one.isUserEvent("select"));
          if (isUser) onLine(update.state.doc.lineAt(update.state.selection.main.head).number);
        }),
      ],
    }),
  });
  return {
    show(text) {
      if (view.state.doc.toString() === text) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    mark(ranges) {
      const [first] = ranges;
      const effects: StateEffect<unknown>[] = [setMarks.of(ranges)];
      if (first && first[0] <= view.state.doc.lines)
        effects.push(EditorView.scrollIntoView(view.state.doc.line(first[0]).from, { y: "start", yMargin: 24 }));
      view.dispatch({ effects });
    },
    destroy: () => view.destroy(),
  };
}
