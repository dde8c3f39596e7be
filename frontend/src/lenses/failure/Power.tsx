import { t } from "../../i18n";
import { toggleOff } from "./state";

/** The switch of a zone or a gateway, on its node. */
export function Power({ spec, name, isOff }: { spec: string; name: string; isOff: boolean }) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={!isOff}
      aria-label={name}
      className="power nodrag nopan"
      title={isOff ? t("Switch {name} on", { name }) : t("Switch {name} off", { name })}
      onClick={(event) => {
        event.stopPropagation();
        toggleOff(spec);
      }}
    >
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <path
          d="M8 2v6M4.8 4.2a5 5 0 1 0 6.4 0"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
        />
      </svg>
    </button>
  );
}

/** What a node that is off, or gone with what is off, says of itself. */
export function FaultMark({ fault }: { fault: "off" | "gone" }) {
  return <span className="fault-mark">✕ {fault === "off" ? t("off") : t("gone")}</span>;
}
