/** The resource that a form is of; null where several are edited together. */
import { createContext } from "react";
import type { Resource } from "../../model/types";

export const OfResource = createContext<Resource | null>(null);
