import { hasPart, type ErrorParams } from "#base";
import type { ReactNode } from "react";
import { startPath } from "./address.ts";
import { usePage } from "./context.ts";
import type { PageContent, PageContext } from "./page.ts";
import { hasText } from "./translate.ts";

/** What is known of an error to be shown as a page. */
export interface ShownFailure {
  readonly code: string;
  readonly status: number;
  readonly params: ErrorParams;
  /** Id to give to those who help; null when nothing was logged under it. */
  readonly requestId: string | null;
}

/** The page of an error: what happened, what to do, and the number to give to those who help. */
export function failurePage(context: PageContext, failure: ShownFailure): PageContent {
  return {
    title: context.t(titleKey(failure.status)),
    status: failure.status,
    main: <Failure failure={failure} />,
  };
}

function titleKey(status: number): string {
  if (status === 404) return "page.failure.notFound";
  if (status === 401 || status === 403) return "page.failure.notAllowed";
  if (status === 429) return "page.failure.tooMany";
  if (status === 503) return "page.failure.pause";
  return status >= 500 ? "page.failure.unexpected" : "page.failure.refused";
}

function Failure({ failure }: { readonly failure: ShownFailure }): ReactNode {
  const { t, href, locale, profile } = usePage();
  const key = `error.${failure.code}`;
  const canRetry = failure.status === 429 || failure.status >= 500;
  return (
    <div className="column">
      <h1>{t(titleKey(failure.status))}</h1>
      {hasText(locale, key) ? <p className="lead">{t(key, failure.params)}</p> : null}
      <ul className="plain">
        {canRetry ? <li>{t("page.failure.retry")}</li> : null}
        <li>
          <a href={href(startPath(profile))}>{t("page.failure.home")}</a>
        </li>
        {hasPart(profile, "directory") ? (
          <li>
            <a href={href("/numeros")}>{t("page.failure.lines")}</a>
          </li>
        ) : null}
      </ul>
      {failure.requestId ? (
        <p className="quiet">
          {t("page.failure.requestId")} <code dir="ltr">{failure.requestId}</code>
        </p>
      ) : null}
    </div>
  );
}
