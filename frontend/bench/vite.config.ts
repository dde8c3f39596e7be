import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The bare page alone, outside of what is shipped; `--outDir` says where. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  plugins: [react()],
  build: { emptyOutDir: true, rollupOptions: { input: fileURLToPath(new URL("bare.html", import.meta.url)) } },
});
