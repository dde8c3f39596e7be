import { useLayoutEffect, useRef } from "react";
import type { Command, CommandGroup } from "../commands/command";
import { keysText } from "../commands/keys";
import { commands } from "../commands/registry";
import { t } from "../i18n";
import { openOverlay, useView } from "../state/view";

const GROUPS: readonly CommandGroup[] = ["help", "edit", "select", "arrange", "view", "insert", "design"];

export function groupName(group: CommandGroup): string {
  switch (group) {
    case "edit":
      return t("Edit");
    case "select":
      return t("Select");
    case "arrange":
      return t("Arrange");
    case "insert":
      return t("Insert");
    case "view":
      return t("View");
    case "design":
      return t("Design");
    case "help":
      return t("Find and help");
  }
}

/** All shortcuts, read from the commands. */
export function ShortcutSheet() {
  const isOpen = useView((s) => s.overlay === "shortcuts");
  return isOpen ? <OpenSheet /> : null;
}

function OpenSheet() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal(); // before the next key comes
  }, []);
  const withKeys = commands().filter((one) => one.keys);
  return (
    <dialog
      ref={dialog}
      className="dialog shortcuts"
      aria-labelledby="shortcuts-title"
      onClose={() => useView.getState().overlay === "shortcuts" && openOverlay(null)}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      data-testid="shortcuts"
    >
      <div className="shortcuts-head">
        <h2 id="shortcuts-title">{t("Keyboard shortcuts")}</h2>
        <button type="button" className="icon" aria-label={t("Close")} onClick={() => dialog.current?.close()}>
          ×
        </button>
      </div>
      <div className="shortcuts-groups">
        {GROUPS.map((group) => {
          const members = withKeys.filter((one) => one.group === group);
          return members.length > 0 && <ShortcutGroup key={group} title={groupName(group)} members={members} />;
        })}
        <section>
          <h3>{t("With the pointer")}</h3>
          <dl>
            <Line keys={[t("Shift+drag")]} title={t("Select with a rectangle")} />
            <Line keys={[t("Space+drag")]} title={t("Move the view")} />
            <Line keys={[t("Alt+drop")]} title={t("Move to another subnet, not add it")} />
            <Line keys={[t("Ctrl+drag")]} title={t("Drag without catching on lines")} />
          </dl>
        </section>
      </div>
    </dialog>
  );
}

function ShortcutGroup({ title, members }: { title: string; members: readonly Command[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {members.map((one) => (
          <Line key={one.id} keys={one.keys?.map(keysText) ?? []} title={one.title} />
        ))}
      </dl>
    </section>
  );
}

function Line({ keys, title }: { keys: readonly string[]; title: string }) {
  return (
    <div>
      <dt>
        {keys.map((one) => (
          <kbd key={one}>{one}</kbd>
        ))}
      </dt>
      <dd>{title}</dd>
    </div>
  );
}
