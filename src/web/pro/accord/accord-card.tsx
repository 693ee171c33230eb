import type { OutputOf, RefusedForm } from "#base";
import { accordEnd } from "#pathway";
import { endAccord, signAccord, type listAccords } from "#pathway/actions";
import { Fragment, type ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { ActButton } from "../act-button.tsx";
import { Refusable } from "../refused.tsx";

type Accord = OutputOf<typeof listAccords>["accords"][number];
type Party = Accord["parties"][number];

/** An accord as its parties read it: what was agreed, who signed, and what can be done now. */
export function AccordCard({ accord }: { readonly accord: Accord }): ReactNode {
  const { t, format } = usePage();
  const day = (date: Accord["since"]): string => format.day(date, { withoutWeekday: true });
  const list = (name: string, codes: readonly string[]): string =>
    codes.map((code) => t(`code.${name}.${code}`)).join(", ");
  const lines: readonly (readonly [string, string])[] = [
    ["purposes", list("accordPurpose", accord.purposes)],
    ["items", list("sharedItem", accord.items)],
    ["contact", t("pro.accord.contact.value", { name: accord.contactName, contact: accord.contact })],
    ["reference", accord.reference],
    ["dates", t("pro.accord.dates.value", { since: day(accord.since), until: day(accord.until) })],
    ["notice", t("pro.accord.notice.value", { days: accord.noticeDays })],
  ];
  return (
    <li className="panel" id={`accord-${accord.id}`}>
      <h3 dir="auto">{accord.title}</h3>
      <p>
        {t(`code.accordKind.${accord.kind}`)} · <strong>{t(`code.accordState.${accord.state}`)}</strong>
      </p>
      {accord.endReason === null ? null : (
        <p role="note">
          {t("pro.accord.endedBy", {
            name: accord.endedFor ?? "",
            day: day(accord.lastDay),
            reason: t(`code.accordEnd.${accord.endReason}`),
          })}
        </p>
      )}
      {accord.resting > 0 ? <p role="note">{t("pro.accord.resting", { count: accord.resting })}</p> : null}
      <dl className="facts facts-wide">
        {lines.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{t(`pro.accord.${name}`)}</dt>
            <dd dir="auto">{value}</dd>
          </Fragment>
        ))}
      </dl>
      <ul>
        {accord.parties.map(({ controllerId, name, signedAt }) => (
          <li key={controllerId}>
            {signedAt === null
              ? t("pro.accord.unsigned", { name })
              : t("pro.accord.signed", { name, moment: momentInWords(format, signedAt) })}
          </li>
        ))}
      </ul>
      {accord.parties.map((party) => (
        <Acts key={party.controllerId} accord={accord} party={party} />
      ))}
    </li>
  );
}

function Acts({ accord, party }: { readonly accord: Accord; readonly party: Party }): ReactNode {
  const { t, refused } = usePage();
  const { controllerId, name, allowed } = party;
  const isOwn = ({ action, values }: RefusedForm): boolean =>
    action === endAccord.name &&
    values["accordId"]?.[0] === accord.id &&
    values["controllerId"]?.[0] === controllerId;
  const id = `end-${accord.id}-${controllerId}`;
  return (
    <>
      {allowed.includes("sign") ? (
        <ActButton
          action={signAccord}
          params={{}}
          values={{ accordId: accord.id, controllerId }}
          label={t("pro.accord.sign", { name })}
          about={accord.title}
          tone="main"
        />
      ) : null}
      {allowed.includes("end") ? (
        <details className="disclosure" open={refused !== null && isOwn(refused)}>
          <summary>{t("pro.accord.end", { name })}</summary>
          <Refusable isOwn={isOwn}>
            <ActionForm
              action={endAccord}
              id={id}
              tone="danger"
              submit={t("pro.accord.end.submit")}
              fields={[
                { name: "accordId", label: "", control: "hidden", value: accord.id },
                { name: "controllerId", label: "", control: "hidden", value: controllerId },
                {
                  name: "reason",
                  label: t("pro.accord.end.reason"),
                  control: "radios",
                  choices: accordEnd.codes.map((value) => ({
                    value,
                    label: t(`code.${accordEnd.name}.${value}`),
                  })),
                },
              ]}
            >
              <p className="hint">{t("pro.accord.end.hint")}</p>
            </ActionForm>
          </Refusable>
        </details>
      ) : null}
    </>
  );
}
