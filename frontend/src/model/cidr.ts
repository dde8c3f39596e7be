/** Address blocks: reading, overlap, and the next free one. Ranges are [first, last], both included. */

export interface Block {
  readonly family: "ipv4" | "ipv6";
  readonly first: bigint;
  readonly prefix: number;
}

const BITS = { ipv4: 32, ipv6: 128 } as const;

/** The block that a CIDR names, or null where the text is none. Host bits are dropped. */
export function parseCidr(text: string): Block | null {
  const [address = "", length = ""] = text.trim().split("/");
  if (!/^\d{1,3}$/.test(length)) return null;
  const family = address.includes(":") ? "ipv6" : "ipv4";
  const value = family === "ipv4" ? parseIpv4(address) : parseIpv6(address);
  const prefix = Number(length);
  if (value === null || prefix > BITS[family]) return null;
  const host = BigInt(BITS[family] - prefix);
  return { family, first: (value >> host) << host, prefix };
}

/** Whether a text is an address of either family, and no block. */
export function isAddress(text: string): boolean {
  return !text.includes("/") && parseCidr(`${text}/${text.includes(":") ? 128 : 32}`) !== null;
}

/** How many addresses a block has. */
export function sizeOf(block: Block): bigint {
  return 1n << BigInt(BITS[block.family] - block.prefix);
}

/** The block as a CIDR, IPv6 in its short form. */
export function formatCidr(block: Block): string {
  const address = block.family === "ipv4" ? formatIpv4(block.first) : formatIpv6(block.first);
  return `${address}/${block.prefix}`;
}

export function overlaps(a: Block, b: Block): boolean {
  return a.family === b.family && a.first < b.first + sizeOf(b) && b.first < a.first + sizeOf(a);
}

export function contains(outer: Block, inner: Block): boolean {
  return outer.family === inner.family && outer.prefix <= inner.prefix && overlaps(outer, inner);
}

/** The first block of this prefix length in one of `within` that meets none of `used`, or null where there is no room. */
export function nextFree(within: readonly Block[], used: readonly Block[], prefix: number): Block | null {
  for (const outer of within) {
    if (prefix < outer.prefix) continue;
    const step = 1n << BigInt(BITS[outer.family] - prefix);
    const end = outer.first + sizeOf(outer);
    let candidate: Block = { family: outer.family, first: outer.first, prefix };
    while (candidate.first < end) {
      const here: Block = candidate;
      const taken = used.find((block) => overlaps(block, here));
      if (!taken) return here;
      // Past the block in the way, rounded up to a boundary of this size: as many steps as there are blocks, not addresses.
      const after = taken.first + sizeOf(taken);
      candidate = { ...here, first: ((after + step - 1n) / step) * step };
    }
  }
  return null;
}

function parseIpv4(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return null;
    value = value * 256n + BigInt(part);
  }
  return value;
}

function parseIpv6(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [left = [], right = []] = halves.map((half) => (half ? half.split(":") : []));
  const gap = 8 - left.length - right.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return null;
  const groups = [...left, ...Array<string>(Math.max(gap, 0)).fill("0"), ...right];
  let value = 0n;
  for (const group of groups) {
    if (!/^[\da-f]{1,4}$/i.test(group)) return null;
    value = value * 65536n + BigInt(`0x${group}`);
  }
  return value;
}

function formatIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join(".");
}

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => (value >> BigInt(112 - 16 * i)) & 0xffffn);
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === 0n) length++;
    if (length > best.length) best = { at, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.at < 0) return hex.join(":");
  return `${hex.slice(0, best.at).join(":")}::${hex.slice(best.at + best.length).join(":")}`;
}
