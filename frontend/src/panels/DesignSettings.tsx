import { NAME_FIELD_ID } from "../commands/designing";
import { t } from "../i18n";
import { omit } from "../model/omit";
import { useDesign } from "../state/design";
import { applyChanges } from "../state/gestures";
import { renameDesign } from "../state/naming";
import { openOverlay } from "../state/view";
import { Quotas } from "./Quotas";

/** As much as a design's name may have. */
const MAX_NAME = 200;
const DUAL_STACK = "dualStackIPv6";

/** What belongs to the design as a whole: shown when nothing is selected. */
export function DesignSettings() {
  const name = useDesign((s) => s.name);
  const region = useDesign((s) => s.design.region);
  const settings = useDesign((s) => s.design.account_settings);
  const setDualStack = (value: string) => {
    const others = omit(settings, DUAL_STACK);
    const account_settings = value === "enabled" || value === "disabled" ? { ...others, [DUAL_STACK]: value } : others;
    applyChanges(t("Set the account setting {name}", { name: DUAL_STACK }), [
      { op: "settings", values: { account_settings } },
    ]);
  };
  return (
    <div className="body" data-testid="settings">
      <h2>{t("Design")}</h2>
      <p className="two">{t("Select something on the canvas to see its properties.")}</p>
      <div className="field">
        <label htmlFor={NAME_FIELD_ID}>{t("Name")}</label>
        <input
          key={name}
          id={NAME_FIELD_ID}
          defaultValue={name}
          maxLength={MAX_NAME}
          onBlur={(event) => {
            const field = event.target;
            void renameDesign(field.value).then((isDone) => isDone || (field.value = name));
          }}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        />
      </div>
      <div className="field">
        <label htmlFor="region">{t("Region")}</label>
        <input
          key={region}
          id="region"
          className="mono"
          defaultValue={region}
          onBlur={(event) => {
            const value = event.target.value.trim();
            if (value && value !== region)
              applyChanges(t("Set the region"), [{ op: "settings", values: { region: value } }]);
          }}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        />
      </div>
      <div className="field">
        <label htmlFor="dual-stack">
          {t("Account setting")} <span className="mono">{DUAL_STACK}</span>
        </label>
        <select
          id="dual-stack"
          value={settings[DUAL_STACK] ?? ""}
          onChange={(event) => setDualStack(event.target.value)}
        >
          <option value="">{t("not known: AWS's default, enabled")}</option>
          <option value="enabled">{t("enabled")}</option>
          <option value="disabled">{t("disabled")}</option>
        </select>
      </div>
      <Quotas />
      <button type="button" className="link" onClick={() => openOverlay("shortcuts")}>
        {t("Keyboard shortcuts")} <kbd>?</kbd>
      </button>
    </div>
  );
}
