/** The stream of news about a design. It says that something is new, and what a check comes to; all else is fetched. */
import type { Digest } from "./report";
import type { Job } from "./types";

/** A check has something to tell. */
export interface CheckNews {
  readonly revision: number;
  readonly job: string | number | null;
  /** Whether its report can be fetched. */
  readonly report: boolean;
  /** Whether that has its remedies. */
  readonly complete: boolean;
  /** Null where it is too large for an event: then it comes with the report. */
  readonly digest: Digest | null;
}

export interface EventHandlers {
  readonly revision: (event: { revision: number; client: string | null }) => void;
  readonly job: (job: Job) => void;
  readonly check: (news: CheckNews) => void;
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
