import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { isEnabled, type Command } from "../commands/command";
import { keysText } from "../commands/keys";
import { commands } from "../commands/registry";
import { matches } from "../commands/matching";
import { t, tn } from "../i18n";
import { findResources } from "../model/search";
import { labelOf, type Resource } from "../model/types";
import { iconOf } from "../nodes/icons";
import { Tile } from "../nodes/Tile";
import { useDesign } from "../state/design";
import { settleNudge } from "../state/nudging";
import { jumpTo } from "../state/selecting";
import { openOverlay, useView } from "../state/view";
import { groupName } from "./ShortcutSheet";

interface Row {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly resource?: Resource;
  readonly command?: Command;
}

/** One field that finds everything: what can be done, and what is in the design. */
export function CommandPalette() {
  const isOpen = useView((s) => s.overlay === "commands");
  return isOpen ? <OpenPalette /> : null;
}

function OpenPalette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState(() => useView.getState().query);
  const [chosen, setChosen] = useState(0);
  const design = useDesign((s) => s.design);
  const schema = useDesign((s) => s.schema);
  const rows = useMemo<Row[]>(() => {
    const resources = findResources(schema, design, query).map(({ resource, because }): Row => {
      const type = schema.types[resource.type]?.title ?? resource.type;
      return {
        key: `r:${resource.id}`,
        title: labelOf(resource),
        note: [type, because].filter(Boolean).join(", "),
        resource,
      };
    });
    const found = matches(
      commands().filter((one) => !one.isKeyOnly && isEnabled(one)),
      query,
    );
    return [
      ...resources,
      ...found.map((one): Row => ({ key: `c:${one.id}`, title: one.title, note: groupName(one.group), command: one })),
    ];
  }, [design, schema, query]);

  useLayoutEffect(() => {
    dialog.current?.showModal(); // before the next key comes
  }, []);
  useEffect(() => {
    document.getElementById(`found-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const run = (row: Row | undefined) => {
    if (!row) return;
    dialog.current?.close();
    settleNudge();
    if (row.resource) jumpTo(row.resource);
    else row.command?.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = rows.length - 1;
    const to = { ArrowDown: chosen < last ? chosen + 1 : 0, ArrowUp: chosen > 0 ? chosen - 1 : last, PageDown: Math.min(last, chosen + 8), PageUp: Math.max(0, chosen - 8) }[event.key]; // prettier-ignore
    if (to !== undefined) {
      event.preventDefault();
      setChosen(to);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(rows[chosen]);
    }
  };

  return (
    <dialog
      ref={dialog}
      className="command-palette"
      aria-label={t("Find anything")}
      onClose={() => useView.getState().overlay === "commands" && openOverlay(null)}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      data-testid="commands"
    >
      <input
        type="text"
        role="combobox"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        aria-expanded="true"
        aria-controls="found"
        aria-activedescendant={rows.length > 0 ? `found-${chosen}` : undefined}
        aria-label={t("A command, a name, an id, a CIDR, an address")}
        placeholder={t("A command, a name, an id, a CIDR, an address")}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="found" role="listbox" aria-label={t("Found")}>
        {rows.map((row, i) => (
          <li
            key={row.key}
            id={`found-${i}`}
            role="option"
            aria-selected={i === chosen}
            onPointerMove={() => setChosen(i)}
            onClick={() => run(row)}
          >
            {row.resource ? <Tile icon={iconOf(row.resource)} /> : <span className="command-sign">›</span>}
            <span className="command-title">{row.title}</span>
            <span className="dim command-note">{row.note}</span>
            {row.command?.isOn?.() && <span aria-label={t("on")}>✓</span>}
            {row.command?.keys?.[0] && <kbd>{keysText(row.command.keys[0])}</kbd>}
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p className="dim command-none">{t("Nothing is called “{query}”.", { query })}</p>}
      <div className="visually-hidden" role="status">
        {tn("{n} found", "{n} found", rows.length)}
      </div>
    </dialog>
  );
}
