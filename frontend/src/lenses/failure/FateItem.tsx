import type { Fate, Loss } from "../../api/failures";
import { t } from "../../i18n";
import { flowTitle } from "../../model/flows";
import { nameOf } from "../../panels/names";
import { useDesign } from "../../state/design";
import { SIGNS } from "../../state/verdicts";
import { reveal, select } from "../../state/view";
import { farEnd, fateWords, toneOf } from "./fates";

function jump(resource: string): void {
  select([resource]);
  reveal(resource);
}

/** What becomes of one service: in a sentence, then what it loses, where, and why. */
export function FateItem({ fate, isOpenAtFirst }: { fate: Fate; isOpenAtFirst: boolean }) {
  const tone = toneOf(fate);
  return (
    <li className="fate">
      <p>
        <span className={`verdict verdict-${tone}`} aria-hidden="true">
          {SIGNS[tone]}
        </span>{" "}
        <button type="button" className="link" onClick={() => jump(fate.id)}>
          {fate.name}
        </button>{" "}
        {fateWords(fate)}
      </p>
      {fate.losses.length > 0 && (
        <details open={isOpenAtFirst}>
          <summary>{t("Why")}</summary>
          <ul className="losses">
            {fate.losses.map((loss, i) => (
              <LossItem key={i} loss={loss} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function LossItem({ loss }: { loss: Loss }) {
  const design = useDesign((s) => s.design);
  const place = (subnet: string | null) => (subnet ? nameOf(design, subnet) : t("an unknown subnet"));
  const family = loss.family === "ipv6" ? "IPv6" : "IPv4";
  const traffic = [family, loss.protocol.toUpperCase(), loss.port].filter((part) => part !== null).join(" ");
  return (
    <li>
      <b>{flowTitle(loss.flow)}</b> <span className="two">{nameOf(design, farEnd(loss))}</span>{" "}
      <span className="dim">{traffic}</span>
      <span className="dim">
        {" "}
        {t("in {subnets}", { subnets: loss.lost.map(place).join(", ") })}
        {loss.kept.length > 0 && t("; still in {subnets}", { subnets: loss.kept.map(place).join(", ") })}
      </span>
      {loss.blockers.map((blocker, i) => (
        <p key={i} className="loss-why">
          {blocker.message}{" "}
          {blocker.resource && design.resources[blocker.resource] && (
            <button type="button" className="link" onClick={() => jump(blocker.resource ?? "")}>
              {t("Show {name}", { name: nameOf(design, blocker.resource) })}
            </button>
          )}
        </p>
      ))}
      {loss.blockers.length === 0 && loss.doubts[0] && <p className="loss-why">? {loss.doubts[0]}</p>}
    </li>
  );
}
