import { defaultLocale, locales, type Locale, type LocalDate } from "#base";

/** A page in a site map: its path without language prefix, and the day on which it last changed. */
export interface MappedPage {
  readonly path: string;
  readonly changedOn: LocalDate | null;
}

/** Pages of the directory that are the same for everybody; a test asks for each. */
export const standingPages: readonly string[] = [
  "/",
  "/numeros",
  "/aide-immediate",
  "/je-m-inquiete",
  "/je-voudrais-aider",
  "/accessibilite",
  "/vie-privee",
  "/a-propos",
];

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const space = "http://www.sitemaps.org/schemas/sitemap/0.9";

/** The index of the parts of a site map. */
export function writeSitemapIndex(baseUrl: string, parts: number): string {
  const places = Array.from(
    { length: parts },
    (_, at) => `<sitemap><loc>${escaped(`${baseUrl}/sitemaps/${at + 1}.xml`)}</loc></sitemap>\n`,
  );
  return `${head}<sitemapindex xmlns="${space}">\n${places.join("")}</sitemapindex>\n`;
}

/** A part: each page at its French address, with its addresses in the other languages. */
export function writeSitemap(baseUrl: string, pages: readonly MappedPage[]): string {
  const entries = pages.map(({ path, changedOn }) => {
    const others = locales.map(
      (one) =>
        `<xhtml:link rel="alternate" hreflang="${one}" href="${escaped(baseUrl + inLanguage(one, path))}"/>`,
    );
    const changed = changedOn === null ? "" : `<lastmod>${changedOn}</lastmod>`;
    return `<url><loc>${escaped(baseUrl + path)}</loc>${changed}${others.join("")}</url>\n`;
  });
  return `${head}<urlset xmlns="${space}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join("")}</urlset>\n`;
}

function inLanguage(locale: Locale, path: string): string {
  return locale === defaultLocale ? path : `/${locale}${path === "/" ? "" : path}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
