import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { PageContent, PageContext } from "../page.ts";
import { CrisisDisclosure } from "./crisis-disclosure.tsx";

/** Why no question can be shown, as the code of an error. */
export type GoneReason =
  | "pathway.selfCheckExpired"
  | "pathway.selfCheckUnreadable"
  | "pathway.questionTooEarly"
  | "pathway.questionUnknown";

/** A page that says why a step is not there, and where to go on. */
export function gonePage(
  { t }: PageContext,
  {
    code,
    step,
    status,
  }: { readonly code: GoneReason; readonly step: number | null; readonly status: number },
): PageContent {
  return { title: t("page.selfCheck.title"), status, main: <Gone code={code} step={step} /> };
}

function Gone({ code, step }: { readonly code: GoneReason; readonly step: number | null }): ReactNode {
  const { t, href } = usePage();
  const isUnderWay = step !== null;
  return (
    <div className="step">
      <h1>{t(isUnderWay ? "page.selfCheck.notYet" : "page.selfCheck.gone")}</h1>
      <p className="lead">{t(`error.${code}`, { step: step ?? 1 })}</p>
      <p className="step-buttons">
        <a className="button button-main" href={href(`/faire-le-point${isUnderWay ? `/${step}` : "/age"}`)}>
          {t(isUnderWay ? "page.selfCheck.goOn" : "page.selfCheck.restart")}
        </a>
      </p>
      <CrisisDisclosure />
    </div>
  );
}
