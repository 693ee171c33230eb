import { visitFinding } from "#pathway";
import {
  enrolVolunteer,
  freezeVolunteer,
  listVolunteers,
  reviewVisitReport,
  setMissionPolicy,
  settleVolunteer,
} from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { dayInWords } from "../day.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { ActButton } from "../act-button.tsx";
import { Refused } from "../refused.tsx";
import { Policies } from "./policies.tsx";
import { VolunteerView } from "./volunteer-view.tsx";
import type { Team } from "./what-is-read.ts";

/** `/pro/benevoles`: reports first, then each volunteer with what is there and what is missing, then the missions. */
export const volunteersPage: PageDefinition = {
  path: "/pro/benevoles",
  part: "persons",
  open: async ({ t, call, query, actor }) => {
    const own = actor.memberships.find((one) => listVolunteers.allow.check(actor, one).allowed);
    const controllerId = query.get("organisme") ?? own?.controllerId;
    const team = await call(listVolunteers, { controllerId });
    return { title: t("pro.visits.team.title"), main: <TeamView team={team} /> };
  },
};

function TeamView({ team }: { readonly team: Team }): ReactNode {
  const { t, newKey, actor } = usePage();
  const mayDecide = setMissionPolicy.allow.check(actor, { controllerId: team.controllerId }).allowed;
  return (
    <div className="column">
      <h1>{t("pro.visits.team.title")}</h1>
      <Refused actions={[freezeVolunteer, settleVolunteer, reviewVisitReport]} />
      <Reports team={team} mayDecide={mayDecide} />
      <Waiting team={team} />
      {team.volunteers.length === 0 ? <p>{t("pro.visits.team.none")}</p> : null}
      {team.volunteers.map((volunteer) => (
        <VolunteerView key={volunteer.id} volunteer={volunteer} mayDecide={mayDecide} />
      ))}
      {team.accounts.length === 0 ? null : (
        <section aria-labelledby="enrol">
          <h2 id="enrol">{t("pro.visits.team.enrol")}</h2>
          <ActionForm
            action={enrolVolunteer}
            submit={t("pro.visits.team.enrol")}
            fields={[
              { name: "id", label: "", control: "hidden", value: newKey() },
              { name: "controllerId", label: "", control: "hidden", value: team.controllerId },
              {
                name: "accountId",
                label: t("pro.visits.team.account"),
                control: "select",
                choices: team.accounts.map(({ accountId, name }) => ({ value: accountId, label: name })),
              },
            ]}
          />
        </section>
      )}
      <Policies team={team} mayDecide={mayDecide} />
    </div>
  );
}

function Reports({ team, mayDecide }: { readonly team: Team; readonly mayDecide: boolean }): ReactNode {
  const { t, href, format } = usePage();
  if (team.reports.length === 0) return null;
  return (
    <section aria-labelledby="reports">
      <h2 id="reports">{t("pro.visits.team.reports")}</h2>
      <ul className="offers">
        {team.reports.map(({ id, personId, volunteerName, reason, reportedAt, words }) => (
          <li key={id} className="offer offer-line">
            <p>
              <strong>{t(`code.visitReportReason.${reason}`)}</strong>
            </p>
            <p>
              <a href={href(`/pro/personnes/${personId}/visites`)}>
                {t("pro.visits.team.reports.line", {
                  who: volunteerName ?? t("pro.visits.team.reports.unknownWho"),
                  day: dayInWords(format, reportedAt),
                })}
              </a>
            </p>
            {words === null ? null : <p dir="auto">{words}</p>}
            {mayDecide ? (
              <div className="widen" role="group" aria-label={t("pro.visits.team.review")}>
                {visitFinding.codes.map((finding) => (
                  <ActButton
                    key={finding}
                    action={reviewVisitReport}
                    params={{ reportId: id }}
                    values={{ finding }}
                    label={t(`pro.code.visitFinding.${finding}`)}
                  />
                ))}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

const waitingWords = {
  unfit: "pro.visits.unfit",
  missed: "pro.visits.missed",
  review: "pro.visits.reviewDue",
} as const;

/** Visits that wait for the team. */
function Waiting({ team }: { readonly team: Team }): ReactNode {
  const { t, href } = usePage();
  if (team.waiting.length === 0) return null;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{t("pro.visits.team.waiting")}</h2>
      <ul>
        {team.waiting.map(({ engagementId, personId, givenNames, purpose, why }) => (
          <li key={engagementId}>
            <a href={href(`/pro/personnes/${personId}/visites`)} dir="auto">
              {givenNames}
            </a>
            {" · "}
            {t(`pro.code.engagementPurpose.${purpose}`)}
            {" · "}
            {t(waitingWords[why])}
          </li>
        ))}
      </ul>
    </section>
  );
}
