import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "@xyflow/react/dist/style.css";
import "./styles/page.css";
import "./styles/layout.css";
import "./styles/palette.css";
import "./styles/canvas.css";
import "./styles/nodes.css";
import "./styles/links.css";
import "./styles/path.css";
import "./styles/trace.css";
import "./styles/matrix.css";
import "./styles/lenses.css";
import "./styles/failure.css";
import "./styles/subnet-kinds.css";
import "./styles/toolbar.css";
import "./styles/empty.css";
import "./styles/panels.css";
import "./styles/findings.css";
import "./styles/flow.css";
import "./styles/forms.css";
import "./styles/overlays.css";
import "./styles/tables.css";
import "./styles/template.css";
import "./styles/intents.css";
import "./styles/drawing.css";
import "./styles/detail.css";
import "./styles/commands.css";
import "./styles/tour.css";
import "./styles/history.css";
import "./styles/region.css";
import "./styles/touch.css";
import { createRoot } from "react-dom/client";
import { createClient, csrfToken } from "./api/client";
import { designApi } from "./api/designs";
import { listen } from "./api/events";
import { App } from "./App";
import { t, useLanguage as chooseLanguage } from "./i18n";
import { readSchema } from "./model/schema";
import { listenToClipboard, onShortcut } from "./shortcuts";
import { isOurs, load } from "./state/design";
import { fetchReport, heard, reported, told } from "./state/findings";
import { recallFolded } from "./state/folding";
import { usePage } from "./state/page";
import { startSync } from "./state/sync";
import { keepUnsaved, restoreUnsaved } from "./state/unsaved";

/** Begin: the page says which design, where the API is, and where other pages are. */
async function start(root: HTMLElement): Promise<void> {
  const {
    design = "",
    model,
    user = "",
    api: base = "/api/v1/",
    events,
    words = "/words/",
    designs = "/designs/",
    import: importUrl = "/designs/import/",
  } = root.dataset;
  const api = designApi(createClient(base, csrfToken), design);
  const [, schema, answer] = await Promise.all([
    chooseLanguage(document.documentElement.lang, words),
    api.model(model),
    api.design(),
  ]);
  load(readSchema(schema), answer);
  await restoreUnsaved(api, design);
  keepUnsaved(design);
  const sync = startSync(api);
  told(fetchReport(api));
  listen(events ?? `/designs/${encodeURIComponent(design)}/events/`, {
    revision: ({ client }) => {
      if (!isOurs(client)) sync.behind();
    },
    job: heard,
    check: (news) => told(reported(api, news)),
    open: () => sync.behind(), // the newest report is told of by itself
    lost: () => undefined,
  });
  window.addEventListener("online", () => sync.retryNow());
  const urls = { designs, import: importUrl };
  usePage.setState({ design, user, api, urls });
  recallFolded();
  document.addEventListener("keydown", onShortcut);
  listenToClipboard();
  createRoot(root).render(<App api={api} urls={urls} />);
}

const root = document.getElementById("canvas");
if (root) {
  start(root).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    root.textContent = t("The design could not be opened: {message}", { message });
    root.setAttribute("role", "alert");
  });
}
