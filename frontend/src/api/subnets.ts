/** How the subnets of a design are joined to the internet, as the API answers. */
import type { MatrixCell } from "./matrix";

export type SubnetKind = "public" | "private" | "isolated" | "unknown";

export interface SubnetWay {
  readonly kind: SubnetKind;
  readonly table: string | null;
  /** The routes out of the VPC, for a person. */
  readonly routes: readonly string[];
}

export interface SubnetTask {
  readonly id: string;
  readonly name: string;
  readonly public_ip: boolean | null;
  readonly ipv4: MatrixCell;
  readonly ipv6: MatrixCell | null;
  readonly by_load_balancer: readonly string[];
}

export interface SubnetAnswer {
  readonly id: string;
  readonly kind: SubnetKind | "mixed";
  readonly ipv4: SubnetWay | null;
  readonly ipv6: SubnetWay | null;
  readonly workloads: readonly SubnetTask[];
}

export interface SubnetsAnswer {
  readonly revision: number;
  readonly subnets: readonly SubnetAnswer[];
}
