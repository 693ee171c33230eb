import { directionOf, locales, type Locale } from "#base";
import type { ReactNode } from "react";
import { addressOf, startPath } from "../address.ts";
import { usePage } from "../context.ts";
import type { PageContent } from "../page.ts";
import { Menu } from "./menu.tsx";
import { QuickExit } from "./quick-exit.tsx";

/** Names of the languages, each in itself. */
export const languageNames: Readonly<Record<Locale, string>> = {
  fr: "Français",
  en: "English",
  es: "Español",
  ar: "العربية",
};

/** The head of every page: quick exit first, immediate help, the way around, the languages. */
export function Header({ content }: { readonly content: PageContent }): ReactNode {
  const { t, href, isDemonstration, profile } = usePage();
  return (
    <header className="header">
      <div className="bar">
        <div className="bar-inner">
          <QuickExit />
          <a className="skip" href="#main">
            {t("page.site.skip")}
          </a>
          <a className="bar-link" href={href("/aide-immediate")}>
            {t("page.crisis.link")}
          </a>
        </div>
      </div>
      {isDemonstration ? (
        <p className="demonstration">
          <strong>{t("page.demonstration.label")}</strong> {t("page.demonstration.sentence")}{" "}
          <a href={href("/a-propos")}>{t("page.demonstration.more")}</a>
        </p>
      ) : null}
      <div className="masthead">
        <a className="brand" href={href(startPath(profile))}>
          <Threads />
          {t("page.site.name")}
        </a>
        <Languages samePath={content.samePath} />
      </div>
      <Menu />
    </header>
  );
}

/** Two threads that cross: the mark of the site. */
function Threads(): ReactNode {
  return (
    <svg className="mark" viewBox="0 0 48 24" width="48" height="24" aria-hidden="true" focusable="false">
      <path className="mark-thread" d="M2 18c11 0 11-12 22-12s11 12 22 12" />
      <path className="mark-weft" d="M2 6c11 0 11 12 22 12s11-12 22-12" />
    </svg>
  );
}

function Languages({ samePath }: { readonly samePath: string | undefined }): ReactNode {
  const { t, locale: current, path, query, failure, profile } = usePage();
  const place = samePath ?? (query.size > 0 ? `${path}?${query.toString()}` : path);
  return (
    <nav className="languages" aria-label={t("page.site.languages")}>
      <ul>
        {locales.map((locale) => (
          <li key={locale}>
            <a
              href={addressOf(locale, failure?.status === 404 ? startPath(profile) : place)}
              hrefLang={locale}
              lang={locale}
              dir={directionOf(locale)}
              aria-current={locale === current ? "true" : undefined}
            >
              {languageNames[locale]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
