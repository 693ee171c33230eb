import { answerTalkInvitation, changeHours, correctHours, endHoursRight, readHours } from "#pathway/actions";
import { talkAnswer } from "#pathway";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActButton } from "../act-button.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { Refused } from "../refused.tsx";
import { dayOf } from "./day-of.ts";
import { entryFormId, ForgottenForm, forgottenFormId } from "./correction-form.tsx";
import { LogForm, References } from "./entry-forms.tsx";
import { Entries } from "./entries.tsx";
import type { HoursProps } from "./hours-props.ts";
import { Rights } from "./rights.tsx";

/** `/pro/personnes/:personId/heures`: the plan, the month, what was noticed, and the months before. */
export const personHoursPage: PageDefinition = {
  path: "/pro/personnes/:personId/heures",
  part: "health",
  open: async ({ t, call, params, query }) => {
    const personId = params["personId"] ?? "";
    const hours = await call(readHours, { personId, month: query.get("mois") ?? undefined });
    return { title: t("pro.hours.title"), main: <HoursView personId={personId} hours={hours} /> };
  },
};

function HoursView(props: HoursProps): ReactNode {
  const { t } = usePage();
  const { personId, hours } = props;
  const hasRight = hours.rights.some(({ decision }) => decision === "accepted");
  return (
    <div className="column">
      <PersonTrail personId={personId} givenNames={hours.givenNames} />
      <h1 dir="auto">{t("pro.hours.heading", { name: hours.givenNames })}</h1>
      <Refused
        actions={[endHoursRight, answerTalkInvitation, changeHours, correctHours]}
        except={[
          ...hours.rights.filter(({ validUntil }) => validUntil === null).map(({ id }) => `end-${id}`),
          ...(hasRight ? [...hours.entries.map(entryFormId), forgottenFormId] : []),
        ]}
      />
      <Invitations {...props} />
      <Rights {...props} />
      {hasRight ? (
        <>
          <Entries {...props} />
          <LogForm {...props} />
          <ForgottenForm {...props} />
          <References {...props} />
          <Months {...props} />
        </>
      ) : null}
    </div>
  );
}

function Invitations({ personId, hours }: HoursProps): ReactNode {
  const { t, format } = usePage();
  const open = hours.invitations.filter(({ answer }) => answer === null);
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="invitations" className="not-printed">
      <h2 id="invitations">{t("pro.hours.invitations")}</h2>
      <p>{t("pro.hours.invitations.lead")}</p>
      <ul className="offers">
        {open.map(({ id, noticedOn, words, version }) => (
          <li key={id} className="offer offer-line">
            <p>{t("pro.hours.invitation.since", { day: dayOf(format, noticedOn) })}</p>
            {words === null ? <p>{t("pro.hours.invitation.hidden")}</p> : <p dir="auto">{words}</p>}
            <div className="widen" role="group" aria-label={t("pro.hours.invitation.answer")}>
              {talkAnswer.codes.map((answer) => (
                <ActButton
                  key={answer}
                  action={answerTalkInvitation}
                  params={{ personId, invitationId: id }}
                  values={{ answer }}
                  version={version}
                  label={t(`code.${talkAnswer.name}.${answer}`)}
                />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The months before, each a way to its entries. */
function Months({ personId, hours }: HoursProps): ReactNode {
  const { t, href, format } = usePage();
  const caption = t("pro.hours.months");
  return (
    <section aria-labelledby="months" className="not-printed">
      <h2 id="months">{caption}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard */}
      <div className="figures-frame" role="group" aria-label={caption} tabIndex={0}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t("pro.hours.month")}</th>
              <th scope="col">{t("pro.hours.months.used")}</th>
              <th scope="col">{t("pro.hours.allowance")}</th>
            </tr>
          </thead>
          <tbody>
            {hours.months.map(({ month, used, allowance, carried, over }) => (
              <tr key={month}>
                <th scope="row">
                  <a href={href(`/pro/personnes/${personId}/heures`, { mois: month })}>
                    {format.month(month)}
                  </a>
                </th>
                <td>
                  {t("pro.hours.minutes", { minutes: used })}
                  {over === 0 ? null : (
                    <span className="queue-with">{t("pro.hours.months.over", { minutes: over })}</span>
                  )}
                </td>
                <td>
                  {t("pro.hours.minutes", { minutes: allowance })}
                  {carried === 0 ? null : (
                    <span className="queue-with">{t("pro.hours.carried", { minutes: carried })}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
