/** The calls that ask what can be seen of a design: traces, the matrix. */
import type { Client } from "./client";
import type { MatrixAnswer } from "./matrix";
import type { Family, TraceQuestion, TraceReport } from "./trace";

export interface SeeingApi {
  trace(question: TraceQuestion): Promise<TraceReport>;
  matrix(family: Family): Promise<MatrixAnswer>;
}

/** `here` is the address of the design under the API's. */
export function seeingApi(client: Client, here: string): SeeingApi {
  return {
    trace: (question) => client.post(`${here}traces/`, question),
    matrix: (family) => client.get(`${here}matrix/?family=${family}`),
  };
}
