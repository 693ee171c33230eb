import type { OutputOf } from "#base";
import { meetingLengths, meetingOutcome } from "#pathway";
import { answerProposal, listOwnVisits, noteOwnMeeting } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { refusedFormId } from "../../ui/folded-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { dayOf } from "../hours/day-of.ts";
import { Refusable, Refused } from "../refused.tsx";

type Own = OutputOf<typeof listOwnVisits>;
type Visit = Own["visits"][number];

/** `/pro/visites`: what a volunteer is asked, whom they visit, and the log in three taps. */
export const ownVisitsPage: PageDefinition = {
  path: "/pro/visites",
  part: "persons",
  open: async ({ t, call }) => {
    const own = await call(listOwnVisits, {});
    return { title: t("pro.visits.own.title"), main: <OwnVisits own={own} /> };
  },
};

function OwnVisits({ own }: { readonly own: Own }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.visits.own.title")}</h1>
      <Refused
        actions={[answerProposal, noteOwnMeeting]}
        except={own.visits
          .filter(({ status, party }) => status === "running" && party === "accepted")
          .map(({ id }) => meetingFormId(id))}
      />
      {own.isFrozen ? <Notice tone="danger">{t("pro.visits.own.frozen")}</Notice> : null}
      {own.visits.length === 0 && !own.isFrozen ? <p>{t("pro.visits.own.none")}</p> : null}
      {own.visits.map((visit) => (
        <section key={visit.id} aria-labelledby={visit.id}>
          <OwnVisit visit={visit} />
        </section>
      ))}
    </div>
  );
}

function OwnVisit({ visit }: { readonly visit: Visit }): ReactNode {
  if (visit.party === "suspended") return <Suspended visit={visit} />;
  return visit.party === "proposed" ? <Asked visit={visit} /> : <Accepted visit={visit} />;
}

/** What was accepted and is not to be gone to: nobody is named, and why is said by the team. */
function Suspended({ visit }: { readonly visit: Visit }): ReactNode {
  const { t } = usePage();
  return (
    <>
      <h2 id={visit.id}>{t(`pro.code.engagementPurpose.${visit.purpose}`)}</h2>
      <Notice tone="danger">{t("pro.visits.own.suspended")}</Notice>
    </>
  );
}

function Asked({ visit }: { readonly visit: Visit }): ReactNode {
  const { t } = usePage();
  const about = t(`pro.code.engagementPurpose.${visit.purpose}`);
  return (
    <>
      <h2 id={visit.id}>{t("pro.visits.own.proposed")}</h2>
      <p>
        <strong>{about}</strong>
        {" · "}
        {t("pro.visits.rhythm", { days: visit.rhythmDays })}
        {" · "}
        {t(`pro.code.pairing.${visit.pairing}`)}
      </p>
      <p>{t("pro.visits.own.proposedLead")}</p>
      <div className="widen">
        {(["accepted", "declined"] as const).map((answer) => (
          <ActButton
            key={answer}
            action={answerProposal}
            params={{ engagementId: visit.id }}
            values={{ answer }}
            label={t(answer === "accepted" ? "pro.visits.own.accept" : "pro.visits.own.decline")}
            about={about}
            tone={answer === "accepted" ? "main" : "quiet"}
          />
        ))}
      </div>
    </>
  );
}

function Accepted({ visit }: { readonly visit: Visit }): ReactNode {
  const { t, format } = usePage();
  return (
    <>
      <h2 id={visit.id} dir="auto">
        {visit.givenName}
      </h2>
      <p>
        {t(`pro.code.engagementPurpose.${visit.purpose}`)}
        {" · "}
        {t("pro.visits.rhythm", { days: visit.rhythmDays })}
        {" · "}
        {t(`pro.code.engagementStatus.${visit.status}`)}
      </p>
      <p>
        {visit.lastMetOn === null
          ? t("pro.visits.neverMet")
          : t("pro.visits.lastMet", { day: dayOf(format, visit.lastMetOn) })}
      </p>
      {visit.words === null ? null : <p dir="auto">{visit.words}</p>}
      <HowToCall visit={visit} />
      {visit.status === "running" ? <OwnMeeting visit={visit} /> : null}
    </>
  );
}

function HowToCall({ visit }: { readonly visit: Visit }): ReactNode {
  const { t } = usePage();
  const { personPhone, relayPhone } = visit;
  return (
    <>
      {relayPhone === null ? null : <p>{t("pro.visits.relay", { phone: relayPhone })}</p>}
      {personPhone === null ? null : <p>{t("pro.visits.own.phone", { phone: personPhone })}</p>}
      {relayPhone === null && personPhone === null ? <p>{t("pro.visits.own.masked")}</p> : null}
    </>
  );
}

function OwnMeeting({ visit }: { readonly visit: Visit }): ReactNode {
  const { t, newKey } = usePage();
  return (
    <Refusable isOwn={(refused) => refusedFormId(refused) === meetingFormId(visit.id)}>
      <ActionForm
        action={noteOwnMeeting}
        id={meetingFormId(visit.id)}
        params={{ engagementId: visit.id }}
        submit={t("pro.visits.note.submit")}
        fields={meetingFields(t, newKey())}
      />
    </Refusable>
  );
}

/** Id of the form that notes a meeting of an engagement. */
export const meetingFormId = (engagementId: string): string => `meeting-${engagementId}`;

/** The fields of a meeting: day, what became of it, about how long. */
export function meetingFields(t: Translate, id: string): readonly FormField[] {
  return [
    { name: "id", label: "", control: "hidden", value: id },
    { name: "day", label: t("pro.visits.note.day"), control: "date" },
    {
      name: "outcome",
      label: t("pro.visits.note.outcome"),
      choices: meetingOutcome.codes.map((value) => ({ value, label: t(`pro.code.meetingOutcome.${value}`) })),
    },
    {
      name: "minutes",
      label: t("pro.visits.note.minutes"),
      control: "radios",
      choices: meetingLengths.map((length) => ({
        value: String(length),
        label: t(`pro.visits.length.${length}`),
      })),
    },
  ];
}
