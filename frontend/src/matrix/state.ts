/** The matrix that is looked at: its family, its answer and what is asked for of it. */
import { create } from "zustand";
import type { DesignApi } from "../api/designs";
import type { MatrixAnswer } from "../api/matrix";
import type { Family } from "../api/trace";
import { t } from "../i18n";
import { announce } from "../state/view";
import type { Wish } from "./table";

export interface MatrixState {
  readonly isOpen: boolean;
  readonly family: Family;
  readonly answer: MatrixAnswer | null;
  readonly error: string | null;
  readonly isAsking: boolean;
  readonly wish: Wish;
}

export const useMatrix = create<MatrixState>(() => ({
  isOpen: false,
  family: "ipv4",
  answer: null,
  error: null,
  isAsking: false,
  wish: { from: "", to: "", verdict: "any" },
}));
const { getState, setState } = useMatrix;

export function toggleMatrix(isOpen = !getState().isOpen): void {
  setState({ isOpen });
  announce(isOpen ? t("Matrix of who reaches whom") : t("Back to the network"));
}

export const showFamily = (family: Family): void => setState({ family, answer: null });
export const wishFor = (patch: Partial<Wish>): void => setState({ wish: { ...getState().wish, ...patch } });

let asked = 0;

/** Fetch the matrix of the newest revision that the server has. Answers that arrive out of order are left aside. */
export async function fetchMatrix(api: DesignApi): Promise<void> {
  const mine = ++asked;
  setState({ isAsking: true, error: null });
  try {
    const answer = await api.matrix(getState().family);
    if (mine === asked) setState({ answer, isAsking: false });
  } catch (error) {
    if (mine === asked) setState({ isAsking: false, error: error instanceof Error ? error.message : String(error) });
  }
}
