import type { IndicatorTables } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { PageContext } from "../page.ts";
import { figureWords } from "./figure-words.ts";

/** Where a figure comes from: wording, universe, what is counted, draw, calculation, protection, resolution, release. */
export function IndicatorMethod({ tables }: { readonly tables: IndicatorTables }): ReactNode {
  const page = usePage();
  const { t, locale, href } = page;
  const { release, summary, resolution, minimumCell } = tables;
  const facts: readonly (readonly [string, string])[] = [
    ...(["wording", "universe", "counted"] as const).map(
      (part) => [`method.${part}`, t(`page.indicator.${summary.id}.${part}`)] as const,
    ),
    ["method.sample", sampleWords(page, tables)],
    ["method.calculation", t("page.observatory.method.calculation.text")],
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

/** How people were drawn, and how many answered in the last wave. */
export function sampleWords({ t, format, locale }: PageContext, { release }: IndicatorTables): string {
  const last = release.waves.at(-1);
  if (last === undefined) return "";
  const counts = { wave: last.wave, n: format.number(last.respondents) };
  return release.sampling === "probability"
    ? t("page.observatory.method.sample.probability", {
        ...counts,
        rate: figureWords(locale, "share").short(last.responseRate),
      })
    : t("page.observatory.method.sample.other", counts);
}
