import {
  addExclusion,
  hideNumber,
  listEngagements,
  moveEngagement,
  noteMeeting,
  proposeVolunteer,
  removeExclusion,
  showNumber,
  startEngagement,
  withdrawVolunteer,
} from "#pathway/actions";
import { engagementPurpose, pairing } from "#pathway";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { ActButton } from "../act-button.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { Refused } from "../refused.tsx";
import { engagementForms, EngagementView } from "./engagement-view.tsx";
import { numberFormId } from "./numbers-view.tsx";
import type { PersonVisits } from "./what-is-read.ts";

/** `/pro/personnes/:personId/visites`: who visits or calls a person, what waits, whom to ask. */
export const personVisitsPage: PageDefinition = {
  path: "/pro/personnes/:personId/visites",
  part: "persons",
  open: async ({ t, call, params }) => {
    const personId = params["personId"] ?? "";
    const visits = await call(listEngagements, { personId });
    return { title: t("pro.visits.see"), main: <Visits personId={personId} visits={visits} /> };
  },
};

interface Props {
  readonly personId: string;
  readonly visits: PersonVisits;
}

function Visits({ personId, visits }: Props): ReactNode {
  const { t } = usePage();
  const acts = [
    proposeVolunteer,
    withdrawVolunteer,
    moveEngagement,
    noteMeeting,
    removeExclusion,
    showNumber,
    hideNumber,
  ];
  return (
    <div className="column">
      <PersonTrail personId={personId} givenNames={visits.givenNames} />
      <h1 dir="auto">{t("pro.visits.heading", { name: visits.givenNames })}</h1>
      <Refused actions={acts} except={visits.engagements.flatMap(formsOf)} />
      {visits.engagements.length === 0 ? <p>{t("pro.visits.none", { name: visits.givenNames })}</p> : null}
      {visits.engagements.map((engagement) => (
        <EngagementView key={engagement.id} personId={personId} engagement={engagement} />
      ))}
      <Start personId={personId} visits={visits} />
      <Apart personId={personId} visits={visits} />
    </div>
  );
}

/** Ids of the forms of an engagement that are on the page. */
function formsOf(engagement: PersonVisits["engagements"][number]): readonly string[] {
  const { id, status, parties } = engagement;
  if (status === "ended") return [];
  const { meeting, review, end } = engagementForms(engagement);
  const numbers = parties
    .filter((party) => party.status === "accepted")
    .flatMap((party) => [numberFormId(id, party, "person"), numberFormId(id, party, "volunteer")]);
  return [...(status === "seeking" ? [] : [meeting]), review, end, ...numbers];
}

function Start({ personId, visits }: Props): ReactNode {
  const { t, newKey, refused } = usePage();
  const isOpen = visits.engagements.length === 0 || refused?.action === startEngagement.name;
  return (
    <details className="disclosure" open={isOpen}>
      <summary>{t("pro.visits.start")}</summary>
      <ActionForm
        action={startEngagement}
        params={{ personId }}
        submit={t("pro.visits.start.submit")}
        fields={[
          { name: "id", label: "", control: "hidden", value: newKey() },
          ...[engagementPurpose, pairing].map((list) => ({
            name: list === pairing ? "pairing" : "purpose",
            label: t(`pro.visits.start.${list === pairing ? "pairing" : "purpose"}`),
            choices: list.codes.map((value) => ({ value, label: t(`pro.code.${list.name}.${value}`) })),
          })),
          { name: "rhythmDays", label: t("pro.visits.start.rhythm"), value: "7" },
          { name: "monthlyCap", label: t("pro.visits.start.cap") },
          { name: "reviewOn", label: t("pro.visits.start.reviewOn"), control: "date" },
          {
            name: "relayPhone",
            label: t("pro.visits.start.relay"),
            hint: t("pro.visits.start.relay.hint"),
            control: "tel",
            autocomplete: "off",
          },
          {
            name: "words",
            label: t("pro.visits.start.words"),
            hint: t("pro.visits.start.words.hint"),
            control: "textarea",
          },
          { name: "isAgreed", label: t("pro.visits.start.agreed"), control: "checkbox" },
        ]}
      />
    </details>
  );
}

function Apart({ personId, visits }: Props): ReactNode {
  const { t, newKey, refused } = usePage();
  if (visits.volunteers.length === 0) return null;
  return (
    <section aria-labelledby="apart">
      <h2 id="apart">{t("pro.visits.apart")}</h2>
      <p>{t("pro.visits.apart.lead")}</p>
      <ul>
        {visits.exclusions.map(({ volunteerId, name }) => (
          <li key={volunteerId}>
            {name}{" "}
            <ActButton
              action={removeExclusion}
              params={{ personId, volunteerId }}
              values={{}}
              label={t("pro.visits.apart.remove")}
              about={name}
            />
          </li>
        ))}
      </ul>
      <details className="disclosure" open={refused?.action === addExclusion.name}>
        <summary>{t("pro.visits.apart.submit")}</summary>
        <ActionForm
          action={addExclusion}
          params={{ personId }}
          submit={t("pro.visits.apart.submit")}
          tone="quiet"
          fields={[
            { name: "id", label: "", control: "hidden", value: newKey() },
            {
              name: "volunteerId",
              label: t("pro.visits.apart.who"),
              control: "select",
              choices: visits.volunteers.map(({ volunteerId, name }) => ({
                value: volunteerId,
                label: name,
              })),
            },
            {
              name: "askedBy",
              label: t("pro.visits.apart.askedBy"),
              choices: (["person", "volunteer", "team"] as const).map((value) => ({
                value,
                label: t(`pro.visits.apart.${value}`),
              })),
            },
          ]}
        />
      </details>
    </section>
  );
}
