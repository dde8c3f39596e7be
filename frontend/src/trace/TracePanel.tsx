import { useEffect } from "react";
import type { DesignApi } from "../api/designs";
import type { Family, Protocol } from "../api/trace";
import { t } from "../i18n";
import { isAddress } from "../model/cidr";
import { onlyLayout } from "../model/changes";
import { useDesign } from "../state/design";
import { EndField } from "./EndField";
import { PortField } from "./PortField";
import { ask, hasPort, leave, questionOf, run, swap, useTrace } from "./state";
import { TraceAnswer } from "./TraceAnswer";

const PROTOCOLS: readonly Protocol[] = ["tcp", "udp", "icmp", "all"];
const FAMILIES: readonly Family[] = ["ipv4", "ipv6"];

/** Whether one end reaches another: the question above, what comes of it below. It is asked again while one draws. */
export function TracePanel({ api }: { api: DesignApi }) {
  const state = useTrace();
  useLiveTrace(api);
  const { source, destination, protocol, family, answer, isAsking, error } = state;
  const isAddressed = [source, destination].some((end) => end !== null && isAddress(end));
  return (
    <div className="body trace" data-testid="trace">
      <EndField role="source" label={t("From")} />
      <EndField role="destination" label={t("To")} />
      <div className="trace-how">
        <label>
          {t("Protocol")}
          <select value={protocol} onChange={(event) => ask({ protocol: event.target.value as Protocol })}>
            {PROTOCOLS.map((one) => (
              <option key={one} value={one}>
                {protocolName(one)}
              </option>
            ))}
          </select>
        </label>
        {hasPort(protocol) && <PortField />}
        <fieldset className="segments" disabled={isAddressed}>
          <legend className="visually-hidden">{t("Address family")}</legend>
          {FAMILIES.map((one) => (
            <button
              key={one}
              type="button"
              className={family === one ? "seg on" : "seg"}
              aria-pressed={family === one}
              onClick={() => ask({ family: one })}
            >
              {one === "ipv4" ? "IPv4" : "IPv6"}
            </button>
          ))}
        </fieldset>
      </div>
      <div className="row">
        <button type="button" className="btn small" onClick={swap} disabled={source === null && destination === null}>
          ⇅ {t("Other way round")}
        </button>
        <button type="button" className="btn small" onClick={leave} disabled={source === null && destination === null}>
          {t("Clear")}
        </button>
        {isAsking && (
          <span className="dim" role="status">
            {t("tracing…")}
          </span>
        )}
      </div>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      {answer && <TraceAnswer answer={answer} />}
      {!answer && !isAsking && !error && <Teaching isHalf={source !== null || destination !== null} />}
    </div>
  );
}

function Teaching({ isHalf }: { isHalf: boolean }) {
  return (
    <div className="teach">
      <p>
        {isHalf
          ? t("Name the other end, and the path is drawn.")
          : t("Name two ends: a service, a load balancer, a database, the internet, any address, or an AWS service.")}
      </p>
      <p className="dim">
        {t(
          "“Pick” takes the next click on the canvas. The path is drawn hop by hop, to its end even where it is blocked, with what opens it.",
        )}
      </p>
    </div>
  );
}

/** Ask when the question is whole and the server has the design as it is drawn; again when either changes. */
function useLiveTrace(api: DesignApi): void {
  const question = useTrace((s) => JSON.stringify(questionOf(s)));
  const substance = useDesign((s) => s.substance);
  const isSaved = useDesign((s) => s.pending.every((p) => onlyLayout(p.changes)));
  useEffect(() => {
    if (question !== "null" && isSaved) void run(api);
  }, [api, question, substance, isSaved]);
}

function protocolName(protocol: Protocol): string {
  return protocol === "all" ? t("any") : protocol.toUpperCase();
}
