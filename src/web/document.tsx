import { directionOf, locales, type Locale } from "#base";
import type { ReactNode } from "react";
import { addressOf } from "./address.ts";
import { assets, icon } from "./assets.ts";
import { usePage } from "./context.ts";
import { islandTexts } from "./islands/island-texts.ts";
import type { PageContent } from "./page.ts";
import { safeJson } from "./safe-json.ts";
import { Footer } from "./ui/footer.tsx";
import { Header } from "./ui/header.tsx";
import { PrintedCode } from "./ui/printed-code.tsx";

/** The whole page: head, header, the page's own content, footer, and the data of the islands. */
export function Document({ content }: { readonly content: PageContent }): ReactNode {
  const { locale, t } = usePage();
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <Head content={content} />
      <body>
        <Header content={content} />
        <main id="main" tabIndex={-1}>
          {content.main}
        </main>
        <Footer />
        {content.hasPrintedCode ? <PrintedCode /> : null}
        <script
          type="application/json"
          id="island-texts"
          dangerouslySetInnerHTML={{ __html: safeJson(islandTexts(locale, t)) }}
        />
      </body>
    </html>
  );
}

function Head({ content }: { readonly content: PageContent }): ReactNode {
  const { t, locale } = usePage();
  const font = locale === "ar" ? assets["arabic-400"] : assets["latin-400"];
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${content.title} – ${t("page.site.name")}`}</title>
      {content.description ? (
        <meta name="description" content={content.description} />
      ) : (
        <meta name="robots" content="noindex" />
      )}
      <meta name="format-detection" content="telephone=no" />
      <meta name="theme-color" content="#14302f" />
      <link rel="icon" href={icon} />
      <script src={assets.theme} />
      <link rel="stylesheet" href={assets.styles} />
      {font ? <link rel="preload" as="font" type="font/woff2" href={font} crossOrigin="anonymous" /> : null}
      <Translations content={content} />
      <script type="module" src={assets.main} />
      {content.jsonLd === undefined ? null : (
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: safeJson(content.jsonLd) }} />
      )}
    </head>
  );
}

/** Tells search engines the one address of the page, and of the same page in the other languages. */
function Translations({ content }: { readonly content: PageContent }): ReactNode {
  const { baseUrl, path, locale: own } = usePage();
  if (!content.description) return null;
  const { path: kept, query } = content.canonical ?? { path, query: {} };
  const addressIn = (locale: Locale): string => baseUrl + addressOf(locale, kept, query);
  return (
    <>
      <link rel="canonical" href={addressIn(own)} />
      {locales.map((locale) => (
        <link key={locale} rel="alternate" hrefLang={locale} href={addressIn(locale)} />
      ))}
    </>
  );
}
