import { useState } from "react";
import { t } from "../i18n";
import { ask, useTrace } from "./state";

const MAX_PORT = 65_535;

/** The destination's port; empty for every port. */
export function PortField() {
  const port = useTrace((s) => s.port);
  const shown = port === null ? "" : String(port);
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? shown;
  const isWrong = text !== "" && !(/^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT);
  const commit = () => {
    if (!isWrong && text !== shown) ask({ port: text === "" ? null : Number(text) });
    if (!isWrong) setDraft(null);
  };
  return (
    <label>
      {t("Port")}
      <input
        inputMode="numeric"
        className="port"
        value={text}
        placeholder={t("any")}
        aria-invalid={isWrong}
        title={isWrong ? t("A port is a number from 0 to 65535.") : undefined}
        onChange={(event) => setDraft(event.target.value.trim())}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
    </label>
  );
}
