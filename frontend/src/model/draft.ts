/**
 * A design while changes are applied to it: one copy for all of them, however many they are. What it was made from stays as it is,
 * and what nothing was written to is shared with it.
 */
import { referencesOf, type Schema } from "./schema";
import type { Box, Design, Resource } from "./types";

type Parts = Partial<Omit<Design, "resources" | "layout">>;

export class Draft {
  private parts: Design;
  private resources: Map<string, Resource> | null = null;
  private layout: Map<string, Box> | null = null;
  /** Removed, with their boxes still there: these go all at once. */
  private readonly gone = new Set<string>();
  /** By a resource's id those that name it, or named it. */
  private referrers: Map<string, Set<string>> | null = null;

  constructor(
    private readonly schema: Schema,
    design: Design,
  ) {
    this.parts = design;
  }

  resource(id: string): Resource | undefined {
    return this.resources ? this.resources.get(id) : this.parts.resources[id];
  }

  get unresolved(): Design["unresolved"] {
    return this.parts.unresolved;
  }

  get accepted(): Design["accepted"] {
    return this.parts.accepted;
  }

  write(parts: Parts): void {
    this.parts = { ...this.parts, ...parts };
  }

  put(resource: Resource): void {
    const resources = this.ownResources();
    if (!resources.has(resource.id)) this.clearBoxes();
    resources.set(resource.id, resource);
    if (this.referrers) this.note(resource, this.referrers);
  }

  /** Those that name this resource. */
  referrersOf(id: string): Resource[] {
    if (!this.referrers) {
      this.referrers = new Map();
      for (const resource of this.ownResources().values()) this.note(resource, this.referrers);
    }
    return [...(this.referrers.get(id) ?? [])].map((other) => this.resource(other)).filter((one) => one !== undefined);
  }

  /** Take resources away, with their boxes and what is open of them. Nothing may name them any more. */
  drop(ids: readonly string[]): void {
    const resources = this.ownResources();
    for (const id of ids) {
      resources.delete(id);
      this.gone.add(id);
    }
    const isOpen = this.unresolved.some((u) => ids.includes(u.resource));
    if (isOpen) this.write({ unresolved: this.unresolved.filter((u) => !ids.includes(u.resource)) });
  }

  move(key: string, box: Box | null): void {
    this.clearBoxes();
    this.layout ??= new Map(Object.entries(this.parts.layout));
    if (box) this.layout.set(key, box);
    else this.layout.delete(key);
  }

  done(): Design {
    this.clearBoxes();
    const { resources, layout } = this;
    return {
      ...this.parts,
      ...(resources && { resources: Object.fromEntries(resources) }),
      ...(layout && { layout: Object.fromEntries(layout) }),
    };
  }

  private ownResources(): Map<string, Resource> {
    return (this.resources ??= new Map(Object.entries(this.parts.resources)));
  }

  private note(resource: Resource, referrers: Map<string, Set<string>>): void {
    for (const { target } of referencesOf(this.schema, resource)) {
      const held = referrers.get(target);
      if (held) held.add(resource.id);
      else referrers.set(target, new Set([resource.id]));
    }
  }

  private clearBoxes(): void {
    if (this.gone.size === 0) return;
    const boxes = this.layout ?? Object.entries(this.parts.layout);
    this.layout = new Map([...boxes].filter(([key]) => !this.belongsToGone(key)));
    this.gone.clear();
  }

  /** Whether a box is that of a resource that went, of its place in a container (`ID@CONTAINER`), or of a zone in it (`ID/ZONE`). */
  private belongsToGone(key: string): boolean {
    if (this.resource(key) || this.gone.has(key)) return this.gone.has(key);
    const [at, slash] = [key.lastIndexOf("@"), key.lastIndexOf("/")];
    const parts = at < 0 ? [key] : [key.slice(0, at), key.slice(at + 1)];
    if (slash >= 0) parts.push(key.slice(0, slash));
    return parts.some((part) => this.gone.has(part));
  }
}
