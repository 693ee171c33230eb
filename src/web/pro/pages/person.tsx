import { hasPart, type CallAction, type OutputOf, type Profile } from "#base";
import { instrumentSummaries, loadInstrument, type Instrument } from "#instruments";
import {
  addPlanItem,
  changePlanItem,
  classifyPlanItem,
  deleteSideNote,
  listCompanions,
  listContacts,
  listHeld,
  listNetworkMaps,
  listPlan,
  listReferrals,
  listRiskAlerts,
  listScreenings,
  listSideNotes,
  readFile,
  readNeeds,
  readPlanClosing,
  reviewPlan,
  setPlanCompany,
  stopHeld,
  updateFile,
  withdrawAgreements,
  withdrawContact,
} from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Notice } from "../../ui/notice.tsx";
import { RiskCard } from "../alerts/risk-card.tsx";
import { CheckIns } from "../person/check-ins.tsx";
import { Companions, type CompanionList } from "../person/companions.tsx";
import { ContactLog } from "../person/contact-log.tsx";
import { Contact } from "../person/contact.tsx";
import { File } from "../person/file.tsx";
import { FourFacts } from "../person/four-facts.tsx";
import { Held } from "../person/held.tsx";
import { OwnCall } from "../person/own-call.tsx";
import { LifeEventForm, LifeEventNotice } from "../person/life-event.tsx";
import { Needs } from "../person/needs.tsx";
import { OwnPageLink } from "../person/own-page-link.tsx";
import { PlanClosing } from "../plan-closing/plan-closing.tsx";
import { PlanOnPaper } from "../plan-sheet/plan-on-paper.tsx";
import { PlanReview } from "../person/plan-review.tsx";
import { Plan } from "../person/plan.tsx";
import { Ties } from "../person/ties.tsx";
import { Referrals } from "../person/referrals.tsx";
import { SideNotes } from "../person/side-notes.tsx";
import type { Screening } from "../person/screening.ts";
import { nameOf } from "../person-fields.ts";
import { Refused } from "../refused.tsx";
import { townOf } from "../town-name.ts";

type PersonFile = OutputOf<typeof readFile>;

/** What is done with a person: absent in an emergency opening, which lets one read the file only. */
interface Story {
  /** Alerts about answers of the person; none under a profile without health items. */
  readonly alerts: OutputOf<typeof listRiskAlerts>["alerts"];
  readonly screenings: readonly Screening[];
  readonly maps: OutputOf<typeof listNetworkMaps>["maps"];
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly companions: CompanionList;
  readonly held: OutputOf<typeof listHeld>["requests"];
  readonly contacts: OutputOf<typeof listContacts>;
  readonly notes: OutputOf<typeof listSideNotes>["notes"];
  readonly needs: OutputOf<typeof readNeeds>;
  readonly plan: OutputOf<typeof listPlan>;
  readonly closing: OutputOf<typeof readPlanClosing>;
  readonly referrals: OutputOf<typeof listReferrals>["referrals"];
}

/** `/pro/personnes/:personId`: a person's file as a story: what matters to them first, then how to reach them, then the rest. */
export const personPage: PageDefinition = {
  path: "/pro/personnes/:personId",
  part: "persons",
  open: async ({ t, call, params, profile }) => {
    const file = await call(readFile, { personId: params["personId"] ?? "" });
    const town = await townOf(call, file.townCode);
    const story = file.isEmergency ? null : await storyOf(call, file.id, profile);
    return { title: t("pro.person.title"), main: <PersonStory file={file} town={town} story={story} /> };
  },
};

async function storyOf(call: CallAction, personId: string, profile: Profile): Promise<Story> {
  const [
    { alerts },
    { screenings },
    { maps },
    needs,
    plan,
    closing,
    { referrals },
    companions,
    contacts,
    { requests: held },
    { notes },
  ] = await Promise.all([
    hasPart(profile, "health") ? call(listRiskAlerts, { personId }) : { alerts: [] },
    call(listScreenings, { personId }),
    call(listNetworkMaps, { personId }),
    call(readNeeds, { personId }),
    call(listPlan, { personId }),
    call(readPlanClosing, { personId }),
    call(listReferrals, { personId }),
    call(listCompanions, { personId }),
    call(listContacts, { personId }),
    call(listHeld, { personId }),
    call(listSideNotes, { personId }),
  ]);
  const known = instrumentSummaries.filter(({ id }) => screenings.some((one) => one.instrument === id));
  const loaded = await Promise.all(known.map(async ({ id }) => [id, await loadInstrument(id)] as const));
  return {
    alerts,
    screenings,
    maps,
    instruments: new Map(loaded),
    needs,
    plan,
    closing,
    referrals,
    companions,
    contacts,
    held,
    notes,
  };
}

interface StoryProps {
  readonly file: PersonFile;
  readonly town: string | null;
  readonly story: Story | null;
}

function PersonStory({ file, town, story }: StoryProps): ReactNode {
  const { t } = usePage();
  const mayChange = file.allowed.includes(updateFile.name);
  return (
    <div className="story">
      <h1 dir="auto">{nameOf(file)}</h1>
      <PaperLinks personId={file.id} hasStory={story !== null} />
      {file.isEmergency ? <Notice tone="danger">{t("pro.person.emergency")}</Notice> : null}
      {file.callAskedAt ? <OwnCall personId={file.id} since={file.callAskedAt} /> : null}
      {story ? <Held personId={file.id} requests={story.held} /> : null}
      <LifeEventNotice file={file} mayChange={mayChange} />
      {story ? <RiskCard alerts={story.alerts} /> : null}
      <Refused
        actions={[
          addPlanItem,
          changePlanItem,
          classifyPlanItem,
          reviewPlan,
          setPlanCompany,
          withdrawAgreements,
          withdrawContact,
          stopHeld,
          deleteSideNote,
        ]}
      />
      {story ? <NextSteps personId={file.id} story={story} /> : null}
      <section aria-labelledby="wishes">
        <h2 id="wishes">{t("pro.person.wishes")}</h2>
        <p dir="auto">{file.wishes ?? t("pro.person.unknown")}</p>
      </section>
      <Contact file={file} mayChange={mayChange} />
      <FourFacts file={file} referrals={story?.referrals ?? null} mayChange={mayChange} />
      {story ? (
        <>
          <Ties personId={file.id} maps={story.maps} />
          <CheckIns personId={file.id} screenings={story.screenings} instruments={story.instruments} />
          <Needs personId={file.id} needs={story.needs} />
          <Plan
            personId={file.id}
            items={story.plan.items}
            isClosed={story.closing.closing !== null}
            review={<PlanReview personId={file.id} plan={story.plan} />}
          />
          <PlanOnPaper file={file} mayChange={mayChange} />
          <PlanClosing personId={file.id} read={story.closing} instruments={story.instruments} />
          <Referrals personId={file.id} referrals={story.referrals} />
          <ContactLog personId={file.id} log={story.contacts} />
          <SideNotes personId={file.id} notes={story.notes} />
          {mayChange ? <OwnPageLink file={file} /> : null}
          <Companions personId={file.id} list={story.companions} />
        </>
      ) : null}
      <File file={file} town={town} mayChange={mayChange} />
      {story && mayChange ? <LifeEventForm file={file} /> : null}
    </div>
  );
}

/** What can go onto paper: the page for whoever accompanies, and a sheet in sentences for the person. */
function PaperLinks({
  personId,
  hasStory,
}: {
  readonly personId: string;
  readonly hasStory: boolean;
}): ReactNode {
  const { t, href, profile } = usePage();
  return (
    <p className="not-printed network-actions">
      {hasStory ? (
        <a className="button button-quiet" href={href(`/pro/personnes/${personId}/feuille`)}>
          {t("pro.own.link")}
        </a>
      ) : null}
      {hasStory ? (
        <a className="button button-quiet" href={href(`/pro/personnes/${personId}/visites`)}>
          {t("pro.visits.see")}
        </a>
      ) : null}
      {hasStory ? (
        <a className="button button-quiet" href={href(`/pro/personnes/${personId}/representants`)}>
          {t("pro.representatives.see")}
        </a>
      ) : null}
      {hasStory ? (
        <a className="button button-quiet" href={href(`/pro/personnes/${personId}/documents`)}>
          {t("pro.documents.see")}
        </a>
      ) : null}
      {hasStory ? (
        <a className="button button-quiet" href={href(`/pro/personnes/${personId}/danger`)}>
          {t("pro.danger.see")}
        </a>
      ) : null}
      {hasStory && hasPart(profile, "health") ? (
        <a className="button button-quiet" href={href(`/pro/personnes/${personId}/heures`)}>
          {t("pro.hours.see")}
        </a>
      ) : null}
      <button type="button" className="button button-quiet" data-island="print" data-needs-script hidden>
        {t("pro.read.print")}
      </button>
    </p>
  );
}

/** The one fast way through: what comes next is the main button, the others stand beside it. */
function NextSteps({ personId, story }: { readonly personId: string; readonly story: Story }): ReactNode {
  const { t, href } = usePage();
  const steps = ["point", "besoins", "propositions"] as const;
  const next =
    story.screenings.length === 0 ? "point" : story.needs.version === 0 ? "besoins" : "propositions";
  return (
    <nav aria-label={t("pro.story.next")} className="next-steps">
      <ul>
        {steps.map((step) => (
          <li key={step}>
            <a
              className={`button ${step === next ? "button-main" : "button-quiet"}`}
              href={href(`/pro/personnes/${personId}/${step}`)}
            >
              {t(`pro.story.step.${step}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
