import { useEffect, useRef, useState } from "react";
import type { Reader } from "../template/reader";

interface Props {
  readonly text: string;
  readonly label: string;
  /** Lines to mark, from first to last, counted from 1. */
  readonly marked?: readonly (readonly [first: number, last: number])[];
  /** Called with the line that a person goes to. */
  readonly onLine?: (line: number) => void;
}

const NONE: NonNullable<Props["marked"]> = [];
const nothing = (): void => undefined;

/** YAML to read. The reader is large and most people never look: it comes when the first text is shown. */
export function TemplateText({ text, label, marked = NONE, onLine = nothing }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [reader, setReader] = useState<Reader | null>(null);
  const [problem, setProblem] = useState("");

  useEffect(() => {
    let isGone = false;
    let made: Reader | null = null;
    import("../template/reader").then(
      ({ createReader }) => {
        if (isGone || !host.current) return;
        made = createReader(host.current, label, onLine);
        setReader(made);
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isGone = true;
      made?.destroy();
    };
  }, [label, onLine]);

  useEffect(() => reader?.show(text), [reader, text]);
  useEffect(() => reader?.mark(marked), [reader, text, marked]);
  if (problem) return <p className="field-error">{problem}</p>;
  return <div ref={host} className="template-text" />;
}
