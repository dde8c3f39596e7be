/** React Flow and nothing else, with the nodes of a design: what `make bench-canvas` holds Farway's canvas against. */
import "@xyflow/react/dist/style.css";
import { ReactFlow, type Node, type ReactFlowInstance } from "@xyflow/react";
import { createRoot } from "react-dom/client";

declare global {
  interface Window {
    flow?: ReactFlowInstance;
  }
}

const root = document.getElementById("root");
const nodes = (await (await fetch("nodes.json")).json()) as Node[];
if (root) {
  createRoot(root).render(
    <ReactFlow
      defaultNodes={nodes}
      onInit={(flow) => {
        window.flow = flow;
      }}
      onlyRenderVisibleElements
      minZoom={0.1}
      fitView
    />,
  );
}
