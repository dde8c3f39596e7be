/** The stream of news about a design. It only says that something is new; the data is fetched. */
import type { Job } from "./types";

export interface EventHandlers {
  readonly revision: (event: { revision: number; client: string | null }) => void;
  readonly job: (job: Job) => void;
  readonly check: (event: { revision: number; job: string | number | null; complete: boolean }) => void;
  /** The stream is open, for the first time or again: what happened meanwhile is to be fetched. */
  readonly open: () => void;
  readonly lost: () => void;
}

const RETRY_MS = 3_000;

/** Listen until the returned function is called. A stream that the browser gives up is opened again. */
export function listen(url: string, on: EventHandlers): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const connect = () => {
    source = new EventSource(url);
    source.addEventListener("open", on.open);
    source.addEventListener("revision", (e) => on.revision(JSON.parse(e.data)));
    source.addEventListener("job", (e) => on.job(JSON.parse(e.data)));
    source.addEventListener("check", (e) => on.check(JSON.parse(e.data)));
    source.addEventListener("error", () => {
      on.lost();
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(connect, RETRY_MS);
    });
  };
  connect();
  return () => {
    clearTimeout(retry);
    source?.close();
  };
}
