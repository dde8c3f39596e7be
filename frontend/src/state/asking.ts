/** What an insertion needs to know before it is done: of an endpoint or an attachment the service, the subnets, the route tables. */
import { create } from "zustand";
import type { EndpointKind } from "../model/endpoint-services";
import type { Subnet, Vpc } from "../model/types";

export interface Asked {
  readonly vpc: Vpc;
  readonly title: string;
  /** What the answer will do: `Add VPC endpoint, interface`. */
  readonly verb: string;
  /** The kind of endpoint that a service is asked for; null for what is of no service. */
  readonly endpoint: EndpointKind | null;
  /** The subnet that it was dropped into. */
  readonly subnet: Subnet | undefined;
  readonly answer: (answer: Answer) => void;
}

/** Ids of subnets and route tables; the service as AWS or the list of services names it. */
export interface Answer {
  readonly service: string | undefined;
  readonly subnets: readonly string[];
  readonly tables: readonly string[];
}

export const useAsking = create<{ asked: Asked | null }>(() => ({ asked: null }));

export function ask(asked: Asked): void {
  useAsking.setState({ asked });
}

/** The answer; null where the insertion is given up. */
export function answer(given: Answer | null): void {
  const { asked } = useAsking.getState();
  useAsking.setState({ asked: null });
  if (given) asked?.answer(given);
}
