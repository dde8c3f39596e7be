/** What an insertion needs to know before it is done: the subnets of an interface endpoint or an attachment that is dropped on a VPC. */
import { create } from "zustand";
import type { Vpc } from "../model/types";

export interface Asked {
  readonly vpc: Vpc;
  readonly title: string;
  /** What the answer will do: `Add VPC endpoint, interface`. */
  readonly verb: string;
  readonly answer: (subnets: readonly string[]) => void;
}

export const useAsking = create<{ asked: Asked | null }>(() => ({ asked: null }));

export function askForSubnets(asked: Asked): void {
  useAsking.setState({ asked });
}

/** The answer; null where the insertion is given up. */
export function answer(subnets: readonly string[] | null): void {
  const { asked } = useAsking.getState();
  useAsking.setState({ asked: null });
  if (subnets) asked?.answer(subnets);
}
