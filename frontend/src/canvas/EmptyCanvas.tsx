import type { DesignApi } from "../api/designs";
import { t } from "../i18n";
import { insertIntoSelection } from "../state/gestures";
import { Gallery } from "./Gallery";
import { usePaletteDrop } from "./usePaletteDrop";

/** A new canvas says how to begin: with a VPC, a template, or a pattern that works. */
export function EmptyCanvas({ api, importUrl }: { api: DesignApi; importUrl: string }) {
  const drop = usePaletteDrop(); // it lies over the canvas, where the first thing is dropped
  return (
    <div className="empty" {...drop}>
      <h1>{t("Draw the network of your tasks")}</h1>
      <p>
        {t(
          "Begin with a VPC, then drop subnets, gateways and services into it. Every change is checked as you make it.",
        )}
      </p>
      <div className="empty-actions">
        <button type="button" className="btn primary" onClick={() => insertIntoSelection("vpc")}>
          {t("Start with a VPC")}
        </button>
        <a className="btn" href={importUrl}>
          {t("Import a template")}
        </a>
      </div>
      <Gallery api={api} />
    </div>
  );
}
