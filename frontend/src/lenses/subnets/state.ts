/** The answer of the lens of public, private and isolated subnets. */
import { create } from "zustand";
import type { DesignApi } from "../../api/designs";
import type { SubnetsAnswer } from "../../api/subnets";

export interface SubnetsState {
  readonly answer: SubnetsAnswer | null;
  readonly isAsking: boolean;
  readonly error: string | null;
}

export const useSubnets = create<SubnetsState>(() => ({ answer: null, isAsking: false, error: null }));
const { setState } = useSubnets;

let asked = 0;

/** Ask of the newest revision that the server has. Answers that arrive out of order are left aside. */
export async function fetchSubnets(api: DesignApi): Promise<void> {
  const mine = ++asked;
  setState({ isAsking: true, error: null });
  try {
    const answer = await api.subnets();
    if (mine === asked) setState({ answer, isAsking: false });
  } catch (error) {
    if (mine === asked) setState({ isAsking: false, error: error instanceof Error ? error.message : String(error) });
  }
}
