/** What the page was opened with: the API of its design, and where other pages are. */
import { create } from "zustand";
import type { DesignApi } from "../api/designs";

export interface Urls {
  readonly designs: string;
  readonly import: string;
}

export interface PageState {
  /** The id of the design. */
  readonly design: string;
  /** What the one who looks at it is called. */
  readonly user: string;
  readonly api: DesignApi | null;
  readonly urls: Urls;
}

export const usePage = create<PageState>(() => ({
  design: "",
  user: "",
  api: null,
  urls: { designs: "/designs/", import: "/designs/import/" },
}));
