import { t } from "../i18n";
import { ChangeList } from "../panels/ChangeList";
import { useDesign } from "../state/design";
import { decideRestore, useRevisions, type Restoring } from "./state";
import { useModal } from "../panels/useModal";

/** What restoring a revision would change; it is done as one step. */
export function RestoreDialog() {
  const restoring = useRevisions((s) => s.restoring);
  return restoring && <OpenDialog restoring={restoring} />;
}

function OpenDialog({ restoring: { revision, changes } }: { restoring: Restoring }) {
  const dialog = useModal();
  const design = useDesign((s) => s.design);
  const told = changes.filter((change) => change.op !== "move");
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="restore-title"
      onClose={() => decideRestore(false)}
      data-testid="restore"
    >
      <h2 id="restore-title">{t("Restore revision {revision}?", { revision })}</h2>
      <p>
        {t(
          "The design becomes as it was then, as one new revision: nothing of the history is lost, and undo takes it back.",
        )}
      </p>
      {told.length > 0 ? (
        <ChangeList changes={told} design={design} />
      ) : (
        <p className="dim">{t("Boxes move to where they stood.")}</p>
      )}
      <div className="dialog-actions">
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          {t("Cancel")}
        </button>
        <button type="button" className="btn primary" onClick={() => decideRestore(true)}>
          {t("Restore")}
        </button>
      </div>
    </dialog>
  );
}
