import { ReactFlowProvider } from "@xyflow/react";
import { useEffect } from "react";
import type { DesignApi } from "./api/designs";
import { Canvas } from "./canvas/Canvas";
import { EmptyCanvas } from "./canvas/EmptyCanvas";
import { Reveal } from "./canvas/Reveal";
import { Legend } from "./lenses/Legend";
import { SeeingBar } from "./lenses/SeeingBar";
import { MatrixView } from "./matrix/MatrixView";
import { useMatrix } from "./matrix/state";
import { ClashDialog } from "./panels/ClashDialog";
import { CommandPalette } from "./panels/CommandPalette";
import { Header } from "./panels/Header";
import { Palette } from "./panels/Palette";
import { PanelHandle } from "./panels/PanelHandle";
import { ProposalDialog } from "./panels/ProposalDialog";
import { ShortcutSheet } from "./panels/ShortcutSheet";
import { SidePanel } from "./panels/SidePanel";
import { InsertDialog } from "./panels/InsertDialog";
import { Toasts } from "./panels/Toasts";
import { CompareView } from "./revisions/CompareCanvas";
import { RestoreDialog } from "./revisions/RestoreDialog";
import { useRevisions } from "./revisions/state";
import { useDesign } from "./state/design";
import { usePreferences } from "./state/preferences";
import type { Urls } from "./state/page";
import { isSafe } from "./state/unsaved";
import { Tour } from "./tour/Tour";

export function App({ api, urls }: { api: DesignApi; urls: Urls }) {
  const isEmpty = useDesign((s) => Object.keys(s.design.resources).length === 0);
  const isComparing = useRevisions((s) => s.compared !== null);
  const hasPalette = usePreferences((s) => s.palette);
  const hasPanel = usePreferences((s) => s.panel);
  const isMatrix = useMatrix((s) => s.isOpen);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!isSafe()) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);
  return (
    <ReactFlowProvider>
      <div className={["page", !hasPalette && "no-palette", !hasPanel && "no-panel"].filter(Boolean).join(" ")}>
        <Header api={api} urls={urls} />
        <Palette />
        <main className="middle">
          <div className="under" inert={isComparing || isMatrix}>
            <Canvas />
            <Reveal />
            <Tour />
            {isEmpty && <EmptyCanvas api={api} importUrl={urls.import} />}
            {!isEmpty && <SeeingBar />}
            <Legend api={api} />
            <PanelHandle id="show-palette" side="left" />
            <PanelHandle id="show-panel" side="right" />
          </div>
          <CompareView />
          <MatrixView api={api} />
        </main>
        <SidePanel api={api} />
      </div>
      <Toasts />
      <CommandPalette />
      <ShortcutSheet />
      <InsertDialog />
      <ProposalDialog />
      <RestoreDialog />
      <ClashDialog />
    </ReactFlowProvider>
  );
}
