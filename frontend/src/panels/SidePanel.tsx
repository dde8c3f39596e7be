import type { DesignApi } from "../api/designs";
import { t } from "../i18n";
import { useFindings } from "../state/findings";
import { usePreferences } from "../state/preferences";
import { useIsDigestCurrent } from "../state/seen";
import { openTab, useView, type Tab } from "../state/view";
import { HistoryPanel } from "../revisions/HistoryPanel";
import { TracePanel } from "../trace/TracePanel";
import { Findings } from "./Findings";
import { Inspector } from "./Inspector";
import { Outline } from "./Outline";
import { TemplatePane } from "./TemplatePane";

const TABS: readonly Tab[] = ["properties", "findings", "trace", "outline", "template", "history"];

/** Properties, findings and outline beside the canvas. */
export function SidePanel({ api }: { api: DesignApi }) {
  const tab = useView((s) => s.tab);
  const isShown = usePreferences((s) => s.panel);
  const digest = useFindings((s) => s.digest);
  const isCurrent = useIsDigestCurrent();
  const counts = digest && isCurrent ? digest.counts : null;
  const problems = counts ? counts.blocked + counts.partial + counts.errors + counts.warnings : null;
  const title = (one: Tab) => {
    if (one === "properties") return t("Properties");
    if (one === "outline") return t("Outline");
    if (one === "template") return t("Template");
    if (one === "trace") return t("Trace");
    if (one === "history") return t("History");
    return problems === null ? t("Findings …") : t("Findings {n}", { n: problems });
  };
  return (
    <aside className="side" aria-label={t("Details")} hidden={!isShown}>
      <div className="tabs" role="tablist">
        {TABS.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`tab-${one}`}
            aria-selected={tab === one}
            aria-controls="side-panel"
            className={tab === one ? "on" : undefined}
            onClick={() => openTab(one)}
          >
            {title(one)}
          </button>
        ))}
      </div>
      <div className="side-body" role="tabpanel" id="side-panel" aria-labelledby={`tab-${tab}`}>
        {tab === "properties" && <Inspector />}
        {tab === "findings" && <Findings api={api} />}
        {tab === "trace" && <TracePanel api={api} />}
        {tab === "outline" && <Outline />}
        {tab === "template" && <TemplatePane />}
        {tab === "history" && <HistoryPanel api={api} />}
      </div>
    </aside>
  );
}
