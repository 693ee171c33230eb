import { readSelfCheck } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Notice } from "../../ui/notice.tsx";
import { CrisisDisclosure } from "../crisis-disclosure.tsx";
import { inWords, ReadingChoice } from "../easy.tsx";
import { whereOffered } from "../offered.tsx";

/** `/faire-le-point/debut`: the same first page, to which the choice of easy words leads back. */
export const againIntroPage: PageDefinition = {
  path: "/faire-le-point/debut",
  part: "directory",
  open: (context) => introPage.open(context),
};

/** `/faire-le-point`: what it is, how long it takes, who sees the answers (nobody). */
export const introPage: PageDefinition = {
  path: "/faire-le-point",
  part: "directory",
  open: async (context) =>
    whereOffered(context, async () => {
      const { state, nextStep, lastStep, isEasy } = await context.call(readSelfCheck, {});
      const goOn = state !== "open" ? null : nextStep > lastStep ? "resultat" : String(nextStep);
      return {
        title: context.t("page.selfCheck.title"),
        description: context.t("page.selfCheck.lead"),
        main: <Intro goOn={goOn} isExpired={state === "expired"} isEasy={isEasy} />,
      };
    }),
};

function Intro({
  goOn,
  isExpired,
  isEasy,
}: {
  readonly goOn: string | null;
  readonly isExpired: boolean;
  readonly isEasy: boolean;
}): ReactNode {
  const { t: usual, href, refused } = usePage();
  const t = inWords(usual, isEasy);
  const begin = href("/faire-le-point/age");
  return (
    <div className="step">
      <h1>{t("page.selfCheck.title")}</h1>
      {refused ? <Notice tone="danger">{t(`error.${refused.code}`, refused.params)}</Notice> : null}
      {isExpired && !refused ? <Notice>{t("error.pathway.selfCheckExpired")}</Notice> : null}
      <p className="lead">{t("page.selfCheck.lead")}</p>
      <ul className="facts-list">
        <li>{t("page.selfCheck.intro.time")}</li>
        <li>{t("page.selfCheck.intro.nobody")}</li>
        <li>{t("page.selfCheck.intro.free")}</li>
        <li>{t("page.selfCheck.intro.what")}</li>
      </ul>
      <p className="step-buttons">
        {goOn ? (
          <>
            <a className="button button-main" href={href(`/faire-le-point/${goOn}`)}>
              {t("page.selfCheck.goOn")}
            </a>
            <a className="button button-quiet" href={begin}>
              {t("page.selfCheck.changeAge")}
            </a>
          </>
        ) : (
          <a className="button button-main" href={begin}>
            {t("page.selfCheck.begin")}
          </a>
        )}
      </p>
      <ReadingChoice isEasy={isEasy} next="debut" />
      <CrisisDisclosure />
    </div>
  );
}
