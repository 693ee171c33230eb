import { engagementEnd } from "#pathway";
import { moveEngagement, noteMeeting, proposeVolunteer, withdrawVolunteer } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { dayOf } from "../hours/day-of.ts";
import { NumbersView } from "./numbers-view.tsx";
import { meetingFields, meetingFormId } from "./own-page.tsx";
import type { PersonVisits } from "./what-is-read.ts";

interface Props {
  readonly personId: string;
  readonly engagement: PersonVisits["engagements"][number];
}

/** One engagement: what waits first, then who, then the log and what can become of it. */
export function EngagementView({ personId, engagement }: Props): ReactNode {
  const { t, href, format } = usePage();
  const { id, purpose, status, rhythmDays, monthlyCap, lastMetOn, reviewOn, endReason } = engagement;
  const isOpen = status !== "ended";
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t(`pro.code.engagementPurpose.${purpose}`)}</h2>
      {engagement.missedSince === null ? null : <Notice tone="danger">{t("pro.visits.missed")}</Notice>}
      {engagement.isReviewDue ? <Notice>{t("pro.visits.reviewDue")}</Notice> : null}
      <p>
        <strong>{t(`pro.code.engagementStatus.${status}`)}</strong>
        {endReason === null ? null : ` · ${t(`pro.code.engagementEnd.${endReason}`)}`}
        {" · "}
        {t("pro.visits.rhythm", { days: rhythmDays })}
        {monthlyCap === null ? null : ` · ${t("pro.visits.cap", { cap: monthlyCap })}`}
      </p>
      <p>
        {lastMetOn === null
          ? t("pro.visits.neverMet")
          : t("pro.visits.lastMet", { day: dayOf(format, lastMetOn) })}
        {isOpen ? ` · ${t("pro.visits.review", { day: dayOf(format, reviewOn) })}` : null}
      </p>
      {engagement.relayPhone === null ? null : (
        <p>{t("pro.visits.relay", { phone: engagement.relayPhone })}</p>
      )}
      <Parties personId={personId} engagement={engagement} />
      {isOpen ? <Candidates personId={personId} engagement={engagement} /> : null}
      <Meetings engagement={engagement} />
      {isOpen ? (
        <>
          <p>
            <a href={href(`/pro/personnes/${personId}/visites/${id}/carte`)}>{t("pro.visits.card")}</a>
          </p>
          <Acts personId={personId} engagement={engagement} />
        </>
      ) : null}
    </section>
  );
}

function Parties({ personId, engagement }: Props): ReactNode {
  const { t } = usePage();
  if (engagement.parties.length === 0) return null;
  return (
    <ul>
      {engagement.parties.map((party) => (
        <li key={party.volunteerId}>
          <strong>{party.name}</strong> {t(`pro.visits.party.${party.status}`)}
          {party.volunteerStatus === "frozen" ? ` · ${t("pro.visits.frozen")}` : null}
          {party.status === "proposed" || party.status === "accepted" ? (
            <ActButton
              action={withdrawVolunteer}
              params={{ personId, engagementId: engagement.id }}
              values={{ volunteerId: party.volunteerId }}
              label={t("pro.visits.withdraw")}
              about={party.name}
            />
          ) : null}
          {party.status === "accepted" ? (
            <NumbersView personId={personId} engagementId={engagement.id} party={party} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Candidates({ personId, engagement }: Props): ReactNode {
  const { t } = usePage();
  const taken = new Set(
    engagement.parties
      .filter(({ status }) => status === "proposed" || status === "accepted")
      .map(({ volunteerId }) => volunteerId),
  );
  if (engagement.pairing === "stable" && taken.size > 0) return null;
  const free = engagement.candidates.filter(({ volunteerId }) => !taken.has(volunteerId));
  const fit = free.filter(({ missing }) => missing.length === 0);
  const others = free.filter(({ missing }) => missing.length > 0);
  return (
    <>
      {fit.length === 0 ? <p>{t("pro.visits.propose.none")}</p> : null}
      <div className="widen">
        {fit.map(({ volunteerId, name }) => (
          <ActButton
            key={volunteerId}
            action={proposeVolunteer}
            params={{ personId, engagementId: engagement.id }}
            values={{ volunteerId }}
            label={`${t("pro.visits.propose")} ${name}`}
          />
        ))}
      </div>
      {others.length === 0 ? null : (
        <details className="disclosure">
          <summary>{t("pro.visits.propose.others")}</summary>
          <ul>
            {others.map(({ volunteerId, name, missing }) => (
              <li key={volunteerId}>
                {name} : {missing.map((reason) => t(`pro.code.unfitReason.${reason}`)).join(", ")}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Meetings({ engagement }: Pick<Props, "engagement">): ReactNode {
  const { t, format } = usePage();
  if (engagement.meetings.length === 0) return null;
  return (
    <>
      <h3>{t("pro.visits.meetings")}</h3>
      <ul>
        {engagement.meetings.map(({ id, day, outcome, minutes, volunteerName }) => (
          <li key={id}>
            {dayOf(format, day)} · {t(`pro.code.meetingOutcome.${outcome}`)}
            {minutes === null ? null : ` · ${t("pro.visits.minutes", { minutes })}`}
            {volunteerName === null ? null : ` · ${volunteerName}`}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Ids of the forms of an engagement that goes on. */
export function engagementForms({ id }: { readonly id: string }) {
  return { meeting: meetingFormId(id), review: `review-${id}`, end: `end-${id}` };
}

/** What can become of it: a meeting, a pause, a review, an end. */
function Acts({ personId, engagement }: Props): ReactNode {
  const { t, newKey } = usePage();
  const { id, version, status } = engagement;
  const params = { personId, engagementId: id };
  const forms = engagementForms(engagement);
  return (
    <>
      {status === "seeking" ? null : (
        <FoldedForm summary={t("pro.visits.note")} action={noteMeeting} form={forms.meeting}>
          <ActionForm
            action={noteMeeting}
            id={forms.meeting}
            params={params}
            submit={t("pro.visits.note.submit")}
            fields={meetingFields(t, newKey())}
          />
        </FoldedForm>
      )}
      <FoldedForm summary={t("pro.visits.reviewForm")} action={moveEngagement} form={forms.review}>
        <ActionForm
          action={moveEngagement}
          id={forms.review}
          params={params}
          version={version}
          submit={t("pro.visits.reviewForm")}
          tone="quiet"
          fields={[
            { name: "move", label: "", control: "hidden", value: "review" },
            { name: "reviewOn", label: t("pro.visits.reviewForm.next"), control: "date", isNeeded: true },
          ]}
        />
      </FoldedForm>
      <FoldedForm summary={t("pro.visits.end")} action={moveEngagement} form={forms.end}>
        <ActionForm
          action={moveEngagement}
          id={forms.end}
          params={params}
          version={version}
          submit={t("pro.visits.end")}
          tone="danger"
          fields={[
            { name: "move", label: "", control: "hidden", value: "end" },
            {
              name: "reason",
              label: t("pro.visits.end.reason"),
              control: "select",
              isNeeded: true,
              choices: engagementEnd.codes.map((value) => ({
                value,
                label: t(`pro.code.engagementEnd.${value}`),
              })),
            },
          ]}
        />
      </FoldedForm>
      {status === "seeking" ? null : (
        <ActButton
          action={moveEngagement}
          params={params}
          values={{ move: status === "paused" ? "resume" : "pause" }}
          version={version}
          label={t(status === "paused" ? "pro.visits.resume" : "pro.visits.pause")}
        />
      )}
    </>
  );
}
