import { t } from "../i18n";
import { command, useCommandState } from "../commands/registry";
import { LENSES, wordsOf } from "./lens";
import { ariaKeys, keysText } from "../commands/keys";

/** What the network is looked at through, at the head of the canvas. */
export function SeeingBar() {
  return (
    <div className="seeing-bar" role="toolbar" aria-label={t("Ways of seeing")}>
      {LENSES.map((lens) => (
        <Switch key={lens} id={`lens-${lens}`} title={wordsOf(lens).title} />
      ))}
      <span className="separator" />
      <Switch id="matrix" />
    </div>
  );
}

function Switch({ id, title }: { id: string; title?: string }) {
  const one = command(id);
  const { isEnabled, isOn } = useCommandState(one);
  const [first] = one.keys ?? [];
  return (
    <button
      type="button"
      className={isOn ? "seg on" : "seg"}
      disabled={!isEnabled}
      aria-pressed={isOn}
      aria-keyshortcuts={one.keys ? ariaKeys(one.keys) : undefined}
      title={first === undefined ? one.title : t("{title} ({keys})", { title: one.title, keys: keysText(first) })}
      onClick={one.run}
    >
      {title ?? one.title}
    </button>
  );
}
