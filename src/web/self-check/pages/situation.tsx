import type { OutputOf } from "#base";
import { listHelplines, type Helpline } from "#directory/actions";
import { contextModules, type ContextModule } from "#pathway";
import { readSelfCheck, readSituation } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { failurePage } from "../../failure-page.tsx";
import type { PageDefinition } from "../../page.ts";
import { Helplines } from "../../ui/helplines.tsx";
import { CrisisDisclosure } from "../crisis-disclosure.tsx";
import { inWords } from "../easy.tsx";
import { NearHere, offersNear } from "../near-here.tsx";
import type { NearOffer } from "../../ui/suggested-offers.tsx";
import type { SaidTown } from "../town-field.tsx";

/** `/faire-le-point/situation/aidants`: somebody's situation in plain words, who listens, three things near, and its questions where they may be answered alone. */
export const situationPage: PageDefinition = {
  path: "/faire-le-point/situation/:module",
  part: "directory",
  open: async (context) => {
    const { t, call, params, locale } = context;
    const module = contextModules.find(({ id }) => id === params["module"]);
    const [{ lines }, sheet] = await Promise.all([call(listHelplines, {}), call(readSelfCheck, {})]);
    if (!module || !sheet.modules.includes(module.id))
      return failurePage(context, { code: "base.notFound", status: 404, params: {}, requestId: null });
    const asked = await call(readSituation, { module: module.id, locale });
    const town: SaidTown = sheet.town ? { kind: "town", code: sheet.town } : { kind: "none" };
    const offers = await offersNear(context, town, module.needs);
    const own = module.lines.flatMap((id) => lines.find((line) => line.id === id) ?? []);
    const hasResult = sheet.state === "open" && sheet.nextStep > sheet.lastStep;
    return {
      title: t("page.selfCheck.title"),
      main: (
        <Situation
          module={module}
          asked={asked}
          lines={own}
          town={town}
          offers={offers}
          hasResult={hasResult}
        />
      ),
    };
  },
};

interface SituationProps {
  readonly module: ContextModule;
  readonly asked: OutputOf<typeof readSituation>;
  readonly lines: readonly Helpline[];
  readonly town: SaidTown;
  readonly offers: readonly NearOffer[];
  readonly hasResult: boolean;
}

function Situation({ module, asked, lines, town, offers, hasResult }: SituationProps): ReactNode {
  const { t: usual, href } = usePage();
  const t = inWords(usual, asked.isEasy);
  return (
    <div className="column">
      <h1>{t(`page.module.${module.id}.heading`)}</h1>
      <p className="lead">{t(`page.module.${module.id}.lead`)}</p>
      {asked.sentences === null ? null : (
        <section aria-labelledby="said">
          <h2 id="said">{t("page.selfCheck.result")}</h2>
          <p>{t(asked.sentences)}</p>
          <p>{t("page.selfCheck.noLabel")}</p>
        </section>
      )}
      <p>{t(`page.module.${module.id}.do`)}</p>
      <Questions module={module} asked={asked} />
      {lines.length > 0 ? (
        <section aria-labelledby="lines">
          <h2 id="lines">{t("page.selfCheck.lines")}</h2>
          <Helplines lines={lines} />
        </section>
      ) : null}
      {town.kind === "town" ? (
        <NearHere town={town} offers={offers} />
      ) : (
        <p>
          <a className="more" href={href("/")}>
            {t("page.selfCheck.young.directory")}
          </a>
        </p>
      )}
      {module.id === "liens-qui-pesent" ? <WhatWeighs /> : null}
      <CrisisDisclosure />
      <p className="not-printed">
        <a className="more" href={href(`/faire-le-point${hasResult ? "/resultat" : ""}`)}>
          {t(hasResult ? "page.module.back" : "page.selfCheck.title")}
        </a>
      </p>
    </div>
  );
}

/** The questions of the situation: answered here where they may be, else that a trained person can ask them. */
function Questions({ module, asked }: Pick<SituationProps, "module" | "asked">): ReactNode {
  const { t, href } = usePage();
  if (module.instrument === null) return null;
  if (!asked.isAsked) return <p className="quiet">{t("page.module.asked")}</p>;
  const { nextStep, lastStep, sentences, citation, isWorkingTranslation } = asked;
  const words = sentences !== null ? "again" : nextStep > 1 ? "goOn" : "begin";
  const step = sentences !== null ? 1 : nextStep;
  return (
    <section aria-labelledby="questions" className="not-printed">
      <h2 id="questions">{t("page.module.questions")}</h2>
      <p>{t("page.module.questions.lead", { count: lastStep })}</p>
      <p>
        <a className="button button-main" href={href(`/faire-le-point/situation/${module.id}/${step}`)}>
          {t(`page.module.questions.${words}`)}
        </a>
      </p>
      <details className="disclosure">
        <summary>{t("page.selfCheck.basis")}</summary>
        <p>
          <bdi lang="en" dir="ltr">
            {citation}
          </bdi>{" "}
          {isWorkingTranslation ? t("page.selfCheck.basis.working") : null}
        </p>
      </details>
    </section>
  );
}

const weights = ["much", "quarrels", "fear"] as const;

/** What may weigh in a tie, in words to open; nothing is asked or kept, since somebody may look over the shoulder. */
function WhatWeighs(): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="weighs">
      <h2 id="weighs">{t("page.module.weighs")}</h2>
      {weights.map((id) => (
        <details key={id} className="disclosure">
          <summary>{t(`page.module.weighs.${id}`)}</summary>
          <p>{t(`page.module.weighs.${id}.do`)}</p>
        </details>
      ))}
    </section>
  );
}
