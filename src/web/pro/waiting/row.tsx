import type { OutputOf } from "#base";
import { waitingReason } from "#pathway";
import { bringBack, type listWaiting } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";
import { asideFormId } from "./aside-form.tsx";
import { nextStepOf } from "./next-step.ts";

type Item = OutputOf<typeof listWaiting>["items"][number];

/** One line of what waits: who, why, since when, and the next step. */
export function Row({ item }: { readonly item: Item }): ReactNode {
  const { t, href, format } = usePage();
  const { reason, personId, givenNames, receiverName, since, aside } = item;
  const why = t(`code.${waitingReason.name}.${reason}`);
  return (
    <li className="queue-row">
      <p className="queue-who">
        {item.maySetAside ? (
          <label className="queue-choice">
            <input
              type="checkbox"
              name="items"
              form={asideFormId}
              value={`${reason}.${item.referralId ?? personId}`}
            />
            <span className="visually-hidden">
              {t("pro.waiting.choose", { name: givenNames, reason: why })}
            </span>
          </label>
        ) : null}
        <a href={href(`/pro/personnes/${personId}`)} dir="auto">
          {givenNames}
        </a>
      </p>
      <p className="queue-why">
        {item.isPriority ? <strong>{t("pro.waiting.priority")} · </strong> : null}
        {why}
        {receiverName ? (
          <span className="queue-with" dir="auto">
            {receiverName}
          </span>
        ) : null}
        {item.isPersonToTell ? <span className="queue-with">{t("pro.waiting.personToTell")}</span> : null}
        {item.coversFor ? (
          <span className="queue-with">{t("pro.waiting.coversFor", { name: item.coversFor })}</span>
        ) : null}
      </p>
      <p className="queue-since">
        {aside === null
          ? t("pro.waiting.since", { day: dayInWords(format, since) })
          : t("pro.waiting.aside.until", { day: dayInWords(format, aside.until) })}
      </p>
      <div className="queue-next">
        {aside === null ? (
          <a className="button button-quiet" href={nextStepOf(item, href)}>
            {t(`pro.waiting.next.${reason}`)}
            <span className="visually-hidden"> {t("pro.waiting.for", { name: givenNames })}</span>
          </a>
        ) : (
          <ActButton
            action={bringBack}
            params={{ batchId: aside.batchId }}
            values={{}}
            label={t("pro.waiting.aside.bringBack")}
            about={t("pro.waiting.for", { name: givenNames })}
          />
        )}
      </div>
    </li>
  );
}
