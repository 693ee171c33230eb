import {
  approveRelease,
  decideSurveyWording,
  listReleaseProposals,
  listReleases,
  listSurveys,
  listSurveyWords,
  proposeRelease,
  refuseRelease,
  type ReleaseProposal,
} from "#observatory/actions";
import { localDateAt, type OutputOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Refusable, Refused } from "../../pro/refused.tsx";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { timeZone } from "../../account/moment.ts";
import { questionWords } from "../question.ts";
import { SurveyWordsSection } from "../survey-words.tsx";

type Register = OutputOf<typeof listReleases>["releases"];

/** `/observatoire/atelier/publications`: releases that wait for a second person, decided ones, the register. */
export const publicationsPage: PageDefinition = {
  path: "/observatoire/atelier/publications",
  part: "observatory",
  open: async ({ t, call, actor }) => {
    const mayReadWords = listSurveyWords.allow.check(actor, undefined).allowed;
    const [{ proposals }, { releases }, { words }] = await Promise.all([
      call(listReleaseProposals, {}),
      call(listReleases, {}),
      mayReadWords ? call(listSurveyWords, {}) : { words: [] },
    ]);
    const mayDecideWords = decideSurveyWording.allow.check(actor, undefined).allowed;
    return {
      title: t("pro.workspace.publications"),
      main: (
        <Publications proposals={proposals} releases={releases}>
          <SurveyWordsSection words={words} mayDecide={mayDecideWords} />
        </Publications>
      ),
    };
  },
};

function Publications({
  proposals,
  releases,
  children,
}: {
  readonly proposals: readonly ReleaseProposal[];
  readonly releases: Register;
  readonly children: ReactNode;
}): ReactNode {
  const { t, href, actor } = usePage();
  const waiting = proposals.filter(({ status }) => status === "proposed");
  const decided = proposals.filter(({ status }) => status !== "proposed");
  return (
    <div className="workspace">
      {listSurveys.allow.check(actor, undefined).allowed ? (
        <p className="not-printed">
          <a href={href("/observatoire/atelier")}>{t("pro.workspace.title")}</a>
        </p>
      ) : null}
      <h1>{t("pro.workspace.publications")}</h1>
      <p className="lead">{t("pro.workspace.publications.lead")}</p>
      <Refused actions={[proposeRelease]} />
      <section aria-labelledby="waiting">
        <h2 id="waiting">{t("pro.workspace.waiting")}</h2>
        {waiting.length === 0 ? <p>{t("pro.workspace.waiting.none")}</p> : null}
        <ul className="panels">
          {waiting.map((one) => (
            <li key={one.id} className="panel">
              <Proposal proposal={one} />
              {one.mayDecide ? (
                <Decision proposal={one} />
              ) : (
                <p className="quiet">{t("pro.workspace.notYours")}</p>
              )}
            </li>
          ))}
        </ul>
      </section>
      {decided.length === 0 ? null : (
        <section aria-labelledby="decided">
          <h2 id="decided">{t("pro.workspace.decided")}</h2>
          <ul className="panels">
            {decided.map((one) => (
              <li key={one.id} className="panel">
                <Proposal proposal={one} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {children}
      <p>
        <a href={href("/observatoire/publications")}>
          {t("pro.workspace.register", { count: releases.length })}
        </a>
      </p>
    </div>
  );
}

function Proposal({ proposal }: { readonly proposal: ReleaseProposal }): ReactNode {
  const { t, format } = usePage();
  const { releaseId, shapes, note, auditedAgainst, status, proposedAt, decisionNote } = proposal;
  return (
    <>
      <h3>
        <code>{releaseId}</code>
      </h3>
      <p>
        <strong>{t(`pro.workspace.status.${status}`)}</strong>{" "}
        {t("pro.workspace.proposedOn", { day: format.day(localDateAt(proposedAt, timeZone)) })}
      </p>
      <p dir="auto">{note}</p>
      {decisionNote === null ? null : <p dir="auto">{t("pro.workspace.reason", { reason: decisionNote })}</p>}
      <ul>
        {shapes.map((shape) => (
          <li key={JSON.stringify(shape)}>{questionWords(t, shape)}</li>
        ))}
      </ul>
      <p className="quiet">{t("pro.workspace.auditPassed", { count: auditedAgainst.length })}</p>
    </>
  );
}

function Decision({ proposal: { id } }: { readonly proposal: ReleaseProposal }): ReactNode {
  const { t } = usePage();
  return (
    <Refusable isOwn={(refused) => refused.values["proposalId"]?.[0] === id}>
      <ActionForm
        action={approveRelease}
        id={`publish-${id}`}
        params={{ proposalId: id }}
        submit={t("pro.workspace.publish")}
        fields={[{ name: "proposalId", label: "", control: "hidden", value: id }]}
      >
        <p>{t("pro.workspace.publish.explain")}</p>
      </ActionForm>
      <FoldedForm summary={t("pro.workspace.refuse")} action={refuseRelease}>
        <ActionForm
          action={refuseRelease}
          id={`refuse-${id}`}
          params={{ proposalId: id }}
          tone="quiet"
          submit={t("pro.workspace.refuse.submit")}
          fields={[
            { name: "reason", label: t("pro.workspace.refuse.reason"), control: "textarea" },
            { name: "proposalId", label: "", control: "hidden", value: id },
          ]}
        />
      </FoldedForm>
    </Refusable>
  );
}
