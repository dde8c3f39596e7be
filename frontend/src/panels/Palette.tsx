import { useMemo, useState } from "react";
import { PALETTE_SEARCH_ID } from "../commands/designing";
import { endPaletteDrag, startPaletteDrag } from "../canvas/usePaletteDrop";
import { usePaletteTouch, type Carried } from "../canvas/usePaletteTouch";
import { t } from "../i18n";
import { GROUPS, groupTitle, palette, searchPalette, type Kind } from "../model/catalogue";
import { findResources } from "../model/search";
import { labelOf } from "../model/types";
import { iconOf, iconOfKind } from "../nodes/icons";
import { Tile } from "../nodes/Tile";
import { useRevisions } from "../revisions/state";
import { useDesign } from "../state/design";
import { insertIntoSelection } from "../state/gestures";
import { usePreferences } from "../state/preferences";
import { jumpTo } from "../state/selecting";

/** Resources found, beside the items. */
const FOUND = 8;
const KIND_FORMAT = "application/x-farway-kind";

/** What can be put on the canvas: drag an item there, or click it to put it into what is selected. */
export function Palette() {
  const [query, setQuery] = useState("");
  const isShown = usePreferences((s) => s.palette);
  const isComparing = useRevisions((s) => s.compared !== null);
  const items = useMemo(() => searchPalette(palette(), query), [query]);

  const design = useDesign((s) => s.design);
  const schema = useDesign((s) => s.schema);
  const found = useMemo(() => findResources(schema, design, query, FOUND), [schema, design, query]);

  const touch = usePaletteTouch();

  const takeFirst = () => {
    const [first] = items;
    const [there] = found;
    if (query && first) insertIntoSelection(first.kind);
    else if (there) jumpTo(there.resource);
  };

  return (
    <aside className="palette" aria-label={t("Palette")} inert={isComparing} hidden={!isShown}>
      <label className="search">
        <input
          id={PALETTE_SEARCH_ID}
          type="search"
          value={query}
          placeholder={t("Search or insert")}
          aria-label={t("Search or insert")}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault(); // the same press must not open a list that gets the focus
            takeFirst();
          }}
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
                {...touch.handlersFor(item.kind)}
                onClick={() => {
                  if (!touch.wasCarried()) insertIntoSelection(item.kind);
                }}
                onDragStart={(event) => {
                  if (touch.carried) return event.preventDefault();
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
      {found.length > 0 && (
        <section aria-label={t("In this design")}>
          <h2 className="group">{t("In this design")}</h2>
          {found.map(({ resource, because }) => (
            <button key={resource.id} type="button" className="palette-item found" onClick={() => jumpTo(resource)}>
              <Tile icon={iconOf(resource)} />
              <span>
                {labelOf(resource)} <span className="dim">{because}</span>
              </span>
            </button>
          ))}
        </section>
      )}
      {items.length === 0 && found.length === 0 && (
        <p className="dim">{t("Nothing is called “{query}”.", { query })}</p>
      )}
      {touch.carried && <CarriedItem carried={touch.carried} />}
    </aside>
  );
}

/** What the finger carries, above it. */
function CarriedItem({ carried: { kind, at } }: { carried: Carried }) {
  const item = palette().find((one) => one.kind === kind);
  if (!item) return null;
  return (
    <div className="carried" style={{ left: at.x, top: at.y }} aria-hidden="true">
      <Tile icon={iconOfKind(kind, item.type)} />
      {item.title}
    </div>
  );
}
