import { readSelfCheck } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Notice } from "../../ui/notice.tsx";
import { CrisisDisclosure } from "../crisis-disclosure.tsx";
import { whereOffered } from "../offered.tsx";

/** `/faire-le-point`: what it is, how long it takes, who sees the answers (nobody). */
export const introPage: PageDefinition = {
  path: "/faire-le-point",
  part: "directory",
  open: async (context) =>
    whereOffered(context, async () => {
      const { state, nextStep, lastStep } = await context.call(readSelfCheck, {});
      const goOn = state !== "open" ? null : nextStep > lastStep ? "resultat" : String(nextStep);
      return {
        title: context.t("page.selfCheck.title"),
        description: context.t("page.selfCheck.lead"),
        main: <Intro goOn={goOn} isExpired={state === "expired"} />,
      };
    }),
};

function Intro({
  goOn,
  isExpired,
}: {
  readonly goOn: string | null;
  readonly isExpired: boolean;
}): ReactNode {
  const { t, href, refused } = usePage();
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
      <CrisisDisclosure />
    </div>
  );
}
