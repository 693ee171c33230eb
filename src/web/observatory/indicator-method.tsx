import type { IndicatorTables } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { PageContext } from "../page.ts";
import { figureWords } from "./figure-words.ts";
import { indicatorWords } from "./indicator-words.ts";

/** Where a figure comes from: wording, universe, what is counted, draw, calculation, protection, resolution, release. */
export function IndicatorMethod({ tables }: { readonly tables: IndicatorTables }): ReactNode {
  const page = usePage();
  const { t, locale, href } = page;
  const { release, summary, resolution, minimumCell } = tables;
  const facts: readonly (readonly [string, string])[] = [
    [
      "method.wording",
      indicatorWords(t, { id: summary.id, part: "wording" }) ??
        t("page.observatory.method.instrument", { instrument: tables.instrument }),
    ],
    ...editionWords(page, tables),
    ["method.universe", universeWords(page, tables)],
    [
      "method.counted",
      indicatorWords(t, { id: summary.id, part: "counted" }) ?? t(`code.indicator.${summary.id}`),
    ],
    ...sourceWords(page, tables),
    ["method.sample", sampleWords(page, tables)],
    [
      "method.calculation",
      t(
        release.sampling === "probability"
          ? "page.observatory.method.calculation.text"
          : "page.observatory.indicative.text",
      ),
    ],
    ["method.protection", t("page.observatory.method.protection.text", minimumCell)],
    ["method.resolution", resolutionWords({ t, locale }, resolution)],
  ];
  return (
    <section aria-labelledby="method">
      <h2 id="method">{t("page.observatory.method")}</h2>
      <dl className="facts facts-wide">
        {facts.map(([key, text]) => (
          <Fact key={key} name={t(`page.observatory.${key}`)}>
            {text}
          </Fact>
        ))}
        <Fact name={t("page.observatory.method.release")}>
          <code>
            <bdi>{release.id}</bdi>
          </code>{" "}
          <a href={href("/observatoire/publications")}>{t("page.observatory.releases")}</a>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The paragraphs of the WHO resolution that ask for an indicator. */
export function resolutionWords(
  { t, locale }: Pick<PageContext, "t" | "locale">,
  resolution: readonly string[],
): string {
  const paragraphs = new Intl.ListFormat(locale).format(resolution.map((one) => `\u2068${one}\u2069`));
  return t("page.observatory.method.resolution.text", { paragraphs });
}

/** Which edition of the words was used, in a survey that people were asked. */
function editionWords(
  { t }: PageContext,
  { release: { words = [] }, instrument }: IndicatorTables,
): readonly (readonly [string, string])[] {
  const used = words.find((one) => one.instrument === instrument);
  if (used === undefined || used.wording === null) return [];
  const { wording, language } = used;
  return [["method.edition", t("page.observatory.method.edition.text", { wording, language })]];
}

/** Whom the figures speak of: as the codebook of the survey has it, where it has one. */
function universeWords({ t, locale }: PageContext, { release, summary }: IndicatorTables): string {
  const { about } = release;
  if (about === undefined) return indicatorWords(t, { id: summary.id, part: "universe" }) ?? "";
  return (locale === "fr" ? undefined : about.universe.en) ?? about.universe.fr;
}

/** Which survey it is, who made it and under which licence, where its codebook says so. */
function sourceWords(
  { locale }: PageContext,
  { release: { about } }: IndicatorTables,
): readonly (readonly [string, string])[] {
  if (about === undefined) return [];
  const title = (locale === "fr" ? undefined : about.title.en) ?? about.title.fr;
  return [["method.survey", `${title} · ${about.provenance} · ${about.licence}`]];
}

/** How people were drawn, and how many answered in the last wave. */
export function sampleWords({ t, format, locale }: PageContext, { release }: IndicatorTables): string {
  const last = release.waves.at(-1);
  if (last === undefined) return "";
  const counts = { wave: last.wave, n: format.number(last.respondents) };
  if (release.sampling !== "probability") return t("page.observatory.method.sample.other", counts);
  const rate = figureWords(locale, "share").short(last.responseRate);
  if (release.about === undefined)
    return t("page.observatory.method.sample.probability", { ...counts, rate });
  // Where nobody said how many were drawn, as many as answered stand for them: that is no rate to tell.
  return last.responseRate < 100
    ? t("page.observatory.method.sample.rate", { ...counts, rate })
    : t("page.observatory.method.sample.drawn", counts);
}
