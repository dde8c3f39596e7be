/** The way to the server: gestures are sent one after the other, each against the revision that it was made on. */
import { ApiError, Unreachable } from "../api/client";
import type { DesignApi } from "../api/designs";
import type { Batch } from "../api/types";
import { ChangeError } from "../model/changes";
import { clashesOf } from "../model/clashes";
import { accepted, clashed, load, notify, received, rejected, setSaving, useDesign } from "./design";
import type { Pending } from "./pending";

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

export interface Sync {
  /** News of a revision that is not ours. */
  behind(): void;
  /** Try at once, when the connection is back. */
  retryNow(): void;
  stop(): void;
}

/** Keep the server up to date from here on: whenever a gesture is pending, it is sent. */
export function startSync(api: DesignApi): Sync {
  let isBusy = false;
  let isBehind = false;
  let isAskedAgain = false;
  let wait = FIRST_RETRY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function work(): Promise<void> {
    if (isBusy) {
      isAskedAgain = true;
      return;
    }
    isBusy = true;
    isAskedAgain = false;
    clearTimeout(timer);
    timer = undefined;
    try {
      for (let more = true; more;) more = await once();
      wait = FIRST_RETRY_MS;
    } catch (error) {
      isBehind = true;
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) setSaving("signed-out");
      else if (error instanceof Unreachable || error instanceof ApiError) {
        setSaving("offline");
        timer = setTimeout(() => void work(), wait);
        wait = Math.min(wait * 2, LAST_RETRY_MS);
      } else throw error;
    } finally {
      isBusy = false;
    }
    if (isAskedAgain) await work();
  }

  /** One exchange with the server; whether there is more to do. */
  async function once(): Promise<boolean> {
    const { pending, clash, revision, others } = useDesign.getState();
    const [gesture] = pending;
    if (clash) return false;
    if (gesture) {
      const theirs = others.filter((batch) => batch.revision > gesture.madeOn);
      const ids = clashesOf(gesture.changes, theirs.flatMap((batch) => batch.changes)); // prettier-ignore
      if (ids.length > 0) {
        clashed({ ids, revision, theirs: theirs.filter((b) => clashesOf(gesture.changes, b.changes).length > 0), mine: gesture }); // prettier-ignore
        return false;
      }
      setSaving("saving");
      await send(gesture, revision);
      return true;
    }
    if (isBehind) {
      isBehind = false;
      const batches = await api.changesSince(revision);
      const [first] = batches;
      // Away for so long that what came next is not kept any more.
      if (first && first.revision > revision + 1) {
        await reload(null);
        return true;
      }
      try {
        received(batches);
      } catch (error) {
        if (!(error instanceof ChangeError)) throw error;
        await reload(null);
      }
      return true;
    }
    setSaving("saved");
    return false;
  }

  async function send(gesture: Pending, revision: number): Promise<void> {
    try {
      const answer = await api.sendChanges(revision, gesture.changes, gesture.id, gesture.restores);
      accepted(gesture, answer.revision, answer.merged);
    } catch (error) {
      if (error instanceof ChangeError) return reload(gesture);
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 409) await settleClash(gesture, error);
      else if (error.status === 400 || error.status === 413 || error.status === 422) {
        const { where, field } = error.details as { where?: string | null; field?: string | null };
        rejected(gesture, { where: where ?? null, field: field ?? null, message: error.message });
      } else throw error;
    }
  }

  async function settleClash(gesture: Pending, error: ApiError): Promise<void> {
    const details = error.details as { clashes?: string[]; revision?: number; batches?: Batch[] };
    const theirs = details.batches ?? [];
    if (theirs.some((batch) => batch.client === gesture.id)) {
      // It was saved before, and only the answer was lost.
      await reload(gesture);
      return;
    }
    if (theirs.length === 0) {
      // So far behind that the server does not merge: begin again with its design, and put what is pending on top.
      await reload(null);
      return;
    }
    const revision = details.revision ?? useDesign.getState().revision;
    clashed({ ids: details.clashes ?? [], revision, theirs, mine: gesture });
  }

  /** Begin again with the server's design; what was saved is no longer pending. */
  async function reload(saved: Pending | null): Promise<void> {
    const answer = await api.design();
    const { schema, pending } = useDesign.getState();
    useDesign.setState({ pending: pending.filter((p) => p.id !== saved?.id) });
    load(schema, answer);
  }

  function report(error: unknown): void {
    notify(error instanceof Error ? error.message : String(error));
  }

  const unsubscribe = useDesign.subscribe((now, before) => {
    if ((now.pending !== before.pending && now.pending.length > 0) || (before.clash && !now.clash))
      work().catch(report);
  });

  if (useDesign.getState().pending.length > 0) work().catch(report);
  return {
    behind() {
      isBehind = true;
      if (timer === undefined) work().catch(report);
    },
    retryNow() {
      wait = FIRST_RETRY_MS;
      work().catch(report);
    },
    stop() {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
