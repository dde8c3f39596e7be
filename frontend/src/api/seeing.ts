/** The calls that ask what can be seen of a design: traces, the matrix, failures, subnets. */
import type { Client } from "./client";
import type { PointsAnswer, WhatIfAnswer } from "./failures";
import type { MatrixAnswer } from "./matrix";
import type { SubnetsAnswer } from "./subnets";
import type { Family, TraceQuestion, TraceReport } from "./trace";

export interface SeeingApi {
  trace(question: TraceQuestion): Promise<TraceReport>;
  matrix(family: Family): Promise<MatrixAnswer>;
  whatIf(off: readonly string[]): Promise<WhatIfAnswer>;
  singlePoints(): Promise<PointsAnswer>;
  subnets(): Promise<SubnetsAnswer>;
}

/** `here` is the address of the design under the API's. */
export function seeingApi(client: Client, here: string): SeeingApi {
  return {
    trace: (question) => client.post(`${here}traces/`, question),
    matrix: (family) => client.get(`${here}matrix/?family=${family}`),
    whatIf: (off) => client.post(`${here}what-if/`, { off }),
    singlePoints: () => client.get(`${here}what-if/`),
    subnets: () => client.get(`${here}subnets/`),
  };
}
