import type { ComparedPair, Comparison } from "#observatory";
import { compareFigures } from "#observatory/actions";
import type { OutputOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { categoryLabel } from "../category-label.ts";
import { differenceWords, testSentence } from "../difference-words.ts";
import { turnedRound } from "../gaps.tsx";
import { IndicativeLabel } from "../indicative-label.tsx";
import { SyntheticLabel } from "../synthetic-label.tsx";

type Found = OutputOf<typeof compareFigures>;

/** `/observatoire/:indicator/comparer`: two groups or two years, with a test in words, and all pairs in a table. */
export const comparePage: PageDefinition = {
  path: "/observatoire/:indicator/comparer",
  part: "observatory",
  open: async ({ params, call, t, query }) => {
    const found = await call(compareFigures, { indicator: params["indicator"] ?? "" });
    return {
      title: t("page.observatory.compareTab", { code: found.summary.code }),
      description: t("page.observatory.compare"),
      isPublic: true,
      main: (
        <Compare
          found={found}
          by={query.get("by") ?? ""}
          first={query.get("a") ?? ""}
          second={query.get("b") ?? ""}
        />
      ),
    };
  },
};

interface CompareProps {
  readonly found: Found;
  readonly by: string;
  readonly first: string;
  readonly second: string;
}

/** Name of a list of pairs in the address: its breakdown, or `wave`. */
const nameOf = ({ breakdown, wave }: Comparison): string => (wave === null ? "wave" : breakdown);

function Compare({ found, by, first, second }: CompareProps): ReactNode {
  const { t, href } = usePage();
  const { summary, release, comparisons } = found;
  const list = by === "" ? comparisons[0] : comparisons.find((one) => nameOf(one) === by);
  return (
    <article className="indicator-page">
      <p className="not-printed">
        <a href={href(`/observatoire/${summary.id}`)}>{t(`code.indicator.${summary.id}`)}</a>
      </p>
      <h1>{t("page.observatory.compare")}</h1>
      <p className="lead">{t(`code.indicator.${summary.id}`)}</p>
      <SyntheticLabel isSynthetic={release.isSynthetic} />
      <IndicativeLabel sampling={release.sampling} />
      {comparisons.length === 0 ? null : <Lists found={found} current={list && nameOf(list)} />}
      {list === undefined || summary.measure === null ? (
        <p>{t(`page.observatory.compare.${comparisons.length === 0 ? "nothing" : "notThis"}`)}</p>
      ) : (
        <>
          <Choice found={found} list={list} first={first} second={second} />
          <Pairs list={list} measure={summary.measure} />
        </>
      )}
    </article>
  );
}

/** What may be compared: groups by each breakdown, years. */
function Lists(props: { readonly found: Found; readonly current: string | undefined }): ReactNode {
  const { found, current } = props;
  const { t, href } = usePage();
  return (
    <nav className="switch not-printed" aria-label={t("page.observatory.compare.by")}>
      <ul>
        {found.comparisons.map((one) => (
          <li key={nameOf(one)}>
            <a
              href={href(`/observatoire/${found.summary.id}/comparer`, { by: nameOf(one) })}
              aria-current={nameOf(one) === current ? "page" : undefined}
            >
              {one.wave === null ? t("page.observatory.compare.years") : t(`code.breakdown.${one.breakdown}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface ChoiceProps {
  readonly found: Found;
  readonly list: Comparison;
  readonly first: string;
  readonly second: string;
}

/** Two groups or years to choose, and what the test says of them. */
function Choice({ found, list, first, second }: ChoiceProps): ReactNode {
  const { t, href } = usePage();
  const codes = codesOf(found, list);
  const [usual] = list.pairs;
  const [a, b] = [
    codes.includes(first) ? first : (usual?.first ?? codes.at(-1)),
    codes.includes(second) ? second : (usual?.second ?? codes[0]),
  ];
  if (a === undefined || b === undefined) return null;
  return (
    <section aria-labelledby="two">
      <h2 id="two">{t("page.observatory.compare.two")}</h2>
      <form
        method="get"
        action={href(`/observatoire/${found.summary.id}/comparer`)}
        className="form question-form not-printed"
      >
        <input type="hidden" name="by" value={nameOf(list)} />
        {(
          [
            ["a", a],
            ["b", b],
          ] as const
        ).map(([name, value]) => (
          <div key={name} className="field">
            <label htmlFor={`compare-${name}`}>{t(`page.observatory.compare.${name}`)}</label>
            <select id={`compare-${name}`} name={name} className="control" defaultValue={value}>
              {codes.map((code) => (
                <option key={code} value={code}>
                  {labelOf(t, list, code)}
                </option>
              ))}
            </select>
          </div>
        ))}
        <p className="form-end">
          <button type="submit" className="button button-main">
            {t("page.observatory.compare.submit")}
          </button>
        </p>
      </form>
      <Answer found={found} list={list} first={a} second={b} />
    </section>
  );
}

function Answer({ found, list, first, second }: ChoiceProps): ReactNode {
  const page = usePage();
  const { t } = page;
  const names = { first: labelOf(t, list, first), second: labelOf(t, list, second) };
  const pair = pairOf(list, first, second);
  const { measure } = found.summary;
  const text =
    first === second
      ? t("page.observatory.compare.same")
      : pair === null || measure === null
        ? t("page.observatory.compare.hidden", names)
        : testSentence(page, { pair, measure, names, tested: list.tested });
  return (
    <div role="status" className="panel comparison-answer">
      <p className="figure-sentence">{text}</p>
      {pair === null || pair.difference === null ? null : (
        <p className="quiet">{t("page.observatory.compare.association")}</p>
      )}
    </div>
  );
}

/** A pair in the order asked for: turned round when the list has it the other way. */
function pairOf(list: Comparison, first: string, second: string): ComparedPair | null {
  const straight = list.pairs.find((one) => one.first === first && one.second === second);
  if (straight !== undefined) return straight;
  const found = list.pairs.find((one) => one.first === second && one.second === first);
  if (found === undefined) return null;
  return turnedRound(found);
}

/** Every group or year, shown or not: one that is not shown can be asked for, and gets the reason. */
function codesOf({ tables }: Found, list: Comparison): readonly string[] {
  const table = tables.find(({ breakdown }) => breakdown === list.breakdown);
  if (list.wave === null) return table?.waves.map(({ wave }) => wave) ?? [];
  return table?.waves.at(-1)?.cells.map(({ category }) => category) ?? [];
}

function labelOf(t: ReturnType<typeof usePage>["t"], list: Comparison, code: string): string {
  return list.wave === null ? code : categoryLabel(t, list.breakdown, code);
}

function Pairs({
  list,
  measure,
}: {
  readonly list: Comparison;
  readonly measure: "share" | "mean";
}): ReactNode {
  const { t, locale } = usePage();
  const caption = t("page.observatory.compare.all");
  const label = t("page.observatory.figures", { what: caption });
  const words = differenceWords(locale, measure);
  return (
    <section aria-labelledby="pairs">
      <h2 id="pairs">{caption}</h2>
      <p>{t("page.observatory.compare.adjusted", { count: list.tested })}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard */}
      <div className="figures-frame" role="region" aria-label={label} tabIndex={0}>
        <table className="figures">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {(["pair", "difference", "interval", "verdict"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`page.observatory.compare.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.pairs.map((pair) => (
              <tr key={`${pair.first} ${pair.second}`}>
                <th scope="row">
                  {t("page.observatory.compare.pair", {
                    first: labelOf(t, list, pair.first),
                    second: labelOf(t, list, pair.second),
                  })}
                </th>
                {pair.difference === null || pair.low === null || pair.high === null ? (
                  <td colSpan={3}>{t(`code.incomparability.${pair.refusal ?? "other-wording"}`)}</td>
                ) : (
                  <>
                    <td>{words(pair.difference)}</td>
                    <td>
                      {t("page.observatory.compare.between", {
                        low: words(pair.low),
                        high: words(pair.high),
                      })}
                    </td>
                    <td>
                      {t(
                        (pair.adjustedP ?? 1) < 0.05
                          ? "page.observatory.compare.real"
                          : "page.observatory.compare.chance",
                      )}
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
