import { useEffect } from "react";
import { t } from "../i18n";
import { takeNotices, useDesign } from "../state/design";
import { dismissToast, toast, useView } from "../state/view";

/** What just happened, in the corner; and the same for screen readers. */
export function Toasts() {
  const toasts = useView((s) => s.toasts);
  const announcement = useView((s) => s.announcement);
  const notices = useDesign((s) => s.notices);
  useEffect(() => {
    if (notices.length > 0) takeNotices().forEach((notice) => toast(notice, "refused"));
  }, [notices]);
  return (
    <>
      <div className="toasts">
        {toasts.map(({ id, text, tone }) => (
          <div key={id} className={`toast toast-${tone}`} data-testid="toast">
            <span>{text}</span>
            <button type="button" className="icon" aria-label={t("Dismiss")} onClick={() => dismissToast(id)}>
              ×
            </button>
          </div>
        ))}
      </div>
      <div className="visually-hidden" role="status" aria-live="polite">
        {announcement}
      </div>
    </>
  );
}
