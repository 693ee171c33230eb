import { statedSex, tieTold } from "#pathway";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { Bars } from "./bars.tsx";
import type { BehindLink } from "./behind-link.ts";
import { Changes } from "./changes.tsx";
import { FigureList } from "./figure-list.tsx";
import { endLabel } from "./figure-words.ts";
import type { ShownFigures } from "./shown-figures.ts";

/** What {@link OfPersons} is given. */
export interface OfPersonsProps {
  readonly figures: ShownFigures;
  /** Where the list behind a figure is; absent where there is none, as of a territory. */
  readonly behind?: BehindLink;
}

/** What is known of the persons of a year: steps, ends, ties, times, equity, changes. */
export function OfPersons({ figures, behind }: OfPersonsProps): ReactNode {
  const { t, format } = usePage();
  const percent = (share: number | null): string =>
    share === null ? t("pro.figures.withheld") : `${format.number(share * 100)} %`;
  const { ties } = figures;
  return (
    <>
      <Bars
        title={t("pro.figures.funnel")}
        columns={[t("pro.figures.step"), t("pro.figures.funnel.unit")]}
        rows={figures.funnel.map(({ step, count }) => ({
          label: t(`pro.code.pathStep.${step}`),
          href: behind?.("reached", step),
          count,
        }))}
      />
      <Bars
        title={t("pro.figures.ends")}
        lead={t(figures.ends.length === 0 ? "pro.figures.ends.none" : "pro.figures.ends.lead")}
        columns={[t("pro.figures.end"), t("pro.figures.ends.unit")]}
        rows={figures.ends.map(({ code, count }) => ({
          label: endLabel(t, code),
          href: behind?.("ended", code),
          count,
        }))}
      />
      <section aria-labelledby="ties">
        <h2 id="ties">{t("pro.figures.ties")}</h2>
        <p>
          {ties.share === null
            ? t("pro.figures.ties.withheld")
            : t("pro.figures.ties.known", {
                percent: percent(ties.share),
                low: percent(ties.low),
                high: percent(ties.high),
                n: ties.n ?? 0,
              })}
        </p>
        {ties.unknownShare === null ? null : (
          <p>{t("pro.figures.ties.unknown", { percent: percent(ties.unknownShare) })}</p>
        )}
        {behind === undefined ? null : (
          <ul className="not-printed">
            {tieTold.codes.map((code) => (
              <li key={code}>
                <a href={behind("ties", code)}>{t(`pro.code.${tieTold.name}.${code}`)}</a>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="intervals">
        <h2 id="intervals">{t("pro.figures.intervals")}</h2>
        <p>{t("pro.figures.intervals.lead")}</p>
        <FigureList
          caption={t("pro.figures.intervals")}
          columns={[
            t("pro.figures.step"),
            t("pro.figures.intervals.median"),
            t("pro.figures.intervals.unit"),
            t("pro.figures.intervals.notYet"),
          ]}
          rows={figures.intervals.map(({ interval, n, notYet, medianDays }) => ({
            label: t(`pro.code.pathInterval.${interval}`),
            href: behind?.("between", interval),
            cells: [
              medianDays,
              n,
              {
                value: notYet,
                href: behind?.("not-yet", interval),
                about: t("pro.figures.notYet", { interval: t(`pro.code.pathInterval.${interval}`) }),
              },
            ],
          }))}
        />
      </section>
      <section aria-labelledby="equity">
        <h2 id="equity">{t("pro.figures.equity")}</h2>
        <p>{t("pro.figures.equity.lead")}</p>
        {figures.equity.map(({ dimension, groups }) => (
          <FigureList
            key={dimension}
            caption={t(`pro.code.equityDimension.${dimension}`)}
            columns={[t("pro.figures.group"), t("pro.figures.funnel.unit"), t("pro.figures.equity.attended")]}
            rows={groups.map(({ code, persons, attendedShare }) => ({
              label: groupLabel(t, dimension, code),
              cells: [persons, attendedShare === null ? null : percent(attendedShare)],
            }))}
          />
        ))}
      </section>
      <Changes changes={figures.changes} behind={behind} />
    </>
  );
}

type Translate = ReturnType<typeof usePage>["t"];

function groupLabel(t: Translate, dimension: string, code: string): string {
  if (code === "together" || code === "unknown") return t(`pro.figures.${code}`);
  if (dimension === "sex") return t(`code.${statedSex.name}.${code}`);
  return dimension === "channel" ? t(`pro.figures.channel.${code}`) : code;
}
