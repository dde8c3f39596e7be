import { useMemo, useState } from "react";
import { PALETTE_SEARCH_ID } from "../commands/designing";
import { endPaletteDrag, startPaletteDrag } from "../canvas/usePaletteDrop";
import { t } from "../i18n";
import { GROUPS, palette, searchPalette, type Group, type Kind } from "../model/catalogue";
import { iconOfKind } from "../nodes/icons";
import { Tile } from "../nodes/Tile";
import { insertIntoSelection } from "../state/gestures";

const KIND_FORMAT = "application/x-farway-kind";

function groupTitle(group: Group): string {
  return { Network: t("Network"), Containers: t("Containers"), Access: t("Access"), Destinations: t("Destinations") }[
    group
  ];
}

/** What can be put on the canvas: drag an item there, or click it to put it into what is selected. */
export function Palette() {
  const [query, setQuery] = useState("");
  const items = useMemo(() => searchPalette(palette(), query), [query]);

  const insertFirst = () => {
    const [first] = items;
    if (first) insertIntoSelection(first.kind);
  };

  return (
    <aside className="palette" aria-label={t("Palette")}>
      <label className="search">
        <input
          id={PALETTE_SEARCH_ID}
          type="search"
          value={query}
          placeholder={t("Search or insert")}
          aria-label={t("Search or insert")}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && insertFirst()}
        />
        <kbd>/</kbd>
      </label>
      {GROUPS.map((group) => {
        const members = items.filter((item) => item.group === group);
        if (members.length === 0) return null;
        return (
          <section key={group} aria-label={groupTitle(group)}>
            <h2 className="group">{groupTitle(group)}</h2>
            {members.map((item) => (
              <button
                key={item.kind}
                type="button"
                className="palette-item"
                draggable
                title={item.hint}
                data-kind={item.kind}
                onClick={() => insertIntoSelection(item.kind)}
                onDragStart={(event) => {
                  event.dataTransfer.setData(KIND_FORMAT, item.kind);
                  event.dataTransfer.effectAllowed = "copy";
                  startPaletteDrag(item.kind satisfies Kind);
                }}
                onDragEnd={endPaletteDrag}
              >
                <Tile icon={iconOfKind(item.kind, item.type)} />
                <span>{item.title}</span>
              </button>
            ))}
          </section>
        );
      })}
      {items.length === 0 && <p className="dim">{t("Nothing is called “{query}”.", { query })}</p>}
    </aside>
  );
}
