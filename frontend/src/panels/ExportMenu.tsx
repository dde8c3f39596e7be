import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { DesignApi } from "../api/designs";
import { isOver } from "../api/types";
import { t } from "../i18n";
import {
  cancelExport,
  exportAgain,
  exportTitle,
  FORMATS,
  runExport,
  selectedWorkload,
  useExport,
} from "../state/exporting";
import { told } from "../state/findings";
import { useView } from "../state/view";

/** The formats to download the design in. The file comes by itself when it is ready. */
export function ExportMenu({ api }: { api: DesignApi }) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const { job, error, last } = useExport();
  useView((s) => s.selected);
  const workload = selectedWorkload();

  useEffect(() => {
    if (!isOpen) return;
    const close = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [isOpen]);

  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.preventDefault();
    setOpen(false);
  };
  const isRunning = job !== null && !isOver(job);
  const isCancelled = job?.error?.code === "cancelled";
  return (
    <div className="menu-root" ref={root} onKeyDown={closeOnEscape}>
      <button
        type="button"
        className="btn"
        aria-expanded={isOpen}
        aria-haspopup="menu"
        onClick={() => setOpen(!isOpen)}
      >
        {isRunning ? t("Exporting…") : t("Export")} ▾
      </button>
      {isOpen && (
        <div className="menu" role="menu" aria-label={t("Export")}>
          {FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              role="menuitem"
              disabled={isRunning || (format === "network-configuration" && !workload)}
              onClick={() => void runExport(api, format, format === "network-configuration" ? workload : undefined)}
            >
              {exportTitle(format)}
            </button>
          ))}
          {!workload && <p className="menu-note">{t("Select a service or task for its NetworkConfiguration.")}</p>}
          {isRunning && (
            <div className="menu-progress" role="status">
              <progress max={job.progress?.total || 1} value={job.progress?.total ? job.progress.done : undefined} />
              <span>{isCancelled ? t("cancelling…") : job.progress?.message || t("working…")}</span>
              <button
                type="button"
                className="btn small"
                disabled={isCancelled}
                onClick={() => told(cancelExport(api))}
              >
                {t("Cancel")}
              </button>
            </div>
          )}
          {error && (
            <div className="menu-note error" role="alert">
              <p>
                {last && `${exportTitle(last.format)}: `}
                {error}
              </p>
              <button type="button" className="btn small" onClick={() => void exportAgain(api)}>
                {t("Try again")}
              </button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
