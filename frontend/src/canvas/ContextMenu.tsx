import { useReactFlow } from "@xyflow/react";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { isEnabled, type Command } from "../commands/command";
import { connectable } from "../commands/connecting";
import { keysText } from "../commands/keys";
import { commands } from "../commands/registry";
import { nodeAt } from "../geometry/scene";
import { t } from "../i18n";
import { useDesign } from "../state/design";
import { sceneShown } from "../state/folding";
import { learnIntents, useIntents } from "../state/intents";
import { settleNudge } from "../state/nudging";
import { selectNode } from "../state/selecting";
import { openOverlay, select, useView } from "../state/view";

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What may be done with what is selected, in the order in which it stands in the menu; a null parts groups. */
const OF_SELECTION = [
  "intent-",
  null,
  "connect",
  "trace-from",
  "trace-to",
  null,
  "cut",
  "copy",
  "paste",
  "duplicate",
  "rename",
  "delete",
  null,
  "fold",
  "zoom-selection",
  "align-left",
  "align-top",
  "distribute-across",
  "distribute-down",
  null,
  "more",
];
const OF_GROUND = ["insert", "paste", null, "select-all", "fit", "grid", "snap-lines", null, "more"];

/** Keeps the menu on the page. */
const ROOM = 8;

/** The canvas's own menu: at the pointer with the other button, at the node with the key for menus. A finger has the palette. */
export function useContextMenu() {
  const [spot, setSpot] = useState<Spot | null>(null);
  const { screenToFlowPosition } = useReactFlow();
  const onContextMenu = useCallback(
    (event: MouseEvent<HTMLElement>) => {
      const target = event.target as HTMLElement;
      const isTouch = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === "touch";
      if (isTouch || target.closest("input, textarea, .toolbar")) return;
      event.preventDefault();
      const point = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const key = target.closest<HTMLElement>(".react-flow__node")?.dataset.id ?? nodeAt(sceneShown(), point)?.key;
      const resource = key === undefined ? null : sceneShown().byKey.get(key)?.resource;
      if (key === undefined || !resource) select([]);
      else if (!useView.getState().selected.includes(resource)) selectNode(key, false);
      setSpot({ x: event.clientX, y: event.clientY });
    },
    [screenToFlowPosition],
  );
  const close = useCallback(() => setSpot(null), []);
  const menu = spot && <ContextMenu key={`${spot.x} ${spot.y}`} spot={spot} onClose={close} />;
  return { onContextMenu, menu };
}

function ContextMenu({ spot, onClose }: { spot: Spot; onClose: () => void }) {
  const root = useRef<HTMLDivElement>(null);
  useIntents((s) => s.byType); // what may be wanted of it is learnt while the menu is open
  const selected = useView((s) => s.selected);
  const groups = groupsNow(selected);
  const { length } = groups.flat();
  const [before] = useState(() => document.activeElement as HTMLElement | null);
  const [place, setPlace] = useState(spot);

  useEffect(() => {
    const resource = useDesign.getState().design.resources[selected[0] ?? ""];
    if (resource) learnIntents(resource);
  }, [selected]);

  useLayoutEffect(() => {
    const box = root.current?.getBoundingClientRect();
    if (!box) return;
    const fit = (at: number, size: number, room: number) => Math.max(ROOM, Math.min(at, room - size - ROOM));
    setPlace({ x: fit(spot.x, box.width, window.innerWidth), y: fit(spot.y, box.height, window.innerHeight) });
  }, [spot, length]);

  useLayoutEffect(() => itemsOf(root.current)[0]?.focus(), []);

  useEffect(() => {
    const leave = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) onClose();
    };
    const events = ["pointerdown", "wheel", "blur", "resize"] as const;
    for (const name of events) window.addEventListener(name, leave, { capture: true });
    return () => events.forEach((name) => window.removeEventListener(name, leave, { capture: true }));
  }, [onClose]);

  const finish = () => {
    onClose();
    before?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const items = itemsOf(root.current);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[event.key]; // prettier-ignore
    event.stopPropagation(); // what is on the canvas stays where it is
    if (to !== undefined) items[to]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") finish();
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={root}
      className="menu context-menu"
      role="menu"
      tabIndex={-1}
      aria-label={t("What you can do here")}
      style={{ left: place.x, top: place.y }}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
      data-testid="context-menu"
    >
      {groups.map((members) => (
        // By its first command: what comes to stand before it does not take the focus from it.
        <div key={members[0]?.id} role="group">
          {members.map((one) => (
            <button
              key={one.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                finish();
                settleNudge();
                one.run();
              }}
            >
              <span className="grow">{one.title}</span>
              {one.isOn?.() && <span aria-label={t("on")}>✓</span>}
              {one.keys?.[0] && <kbd>{keysText(one.keys[0])}</kbd>}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}

const itemsOf = (menu: HTMLElement | null): HTMLElement[] => [
  ...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []),
];

/** The commands that can be done now, in groups. */
function groupsNow(selected: readonly string[]): Command[][] {
  const known = [...commands(), ...openers()].filter(isEnabled);
  const order = selected.length > 0 ? OF_SELECTION : OF_GROUND;
  const groups: Command[][] = [[]];
  for (const id of order) {
    if (id === null) groups.push([]);
    else groups.at(-1)?.push(...known.filter((one) => one.id === id || (id.endsWith("-") && one.id.startsWith(id))));
  }
  return groups.filter((members) => members.length > 0);
}

/** What leads on to the palette of commands, which lists it all. */
function openers(): Command[] {
  const source = connectable();
  const opener = (id: string, title: string, query: string): Command => ({
    id,
    group: "help",
    title,
    run: () => openOverlay("commands", query),
  });
  return [
    ...(source ? [opener("connect", t("Connect to…"), t("Connect"))] : []),
    opener("insert", t("Insert…"), t("Insert")),
    { ...opener("more", t("Everything else…"), ""), keys: ["Mod+K"] },
  ];
}
