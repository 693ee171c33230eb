import type { OutputOf } from "#base";
import { dangerGround, dangerVerdict } from "#pathway";
import { readDangerFigures } from "#pathway/actions";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActList } from "./act-list.tsx";

type Figures = OutputOf<typeof readDangerFigures>;

/** `/pro/dangers`: how often an organisation acted in danger in a year, how the reviews fared, and which still wait. */
export const dangerFiguresPage: PageDefinition = {
  path: "/pro/dangers",
  part: "persons",
  open: async ({ t, call, query, actor }) => {
    const own = actor.memberships.find((one) => readDangerFigures.allow.check(actor, one).allowed);
    const controllerId = query.get("organisme") ?? own?.controllerId;
    const figures = await call(readDangerFigures, { controllerId });
    return { title: t("pro.dangers.title"), main: <DangerFigures figures={figures} /> };
  },
};

function DangerFigures({ figures }: { readonly figures: Figures }): ReactNode {
  const { t } = usePage();
  const counts = ["acts", "reviewedInTime", "reviewedLate", "waiting", "overdue", "untold"] as const;
  const lines = [
    ...counts.map((name) => [t(`pro.dangers.${name}`), figures[name]] as const),
    ...figures.byGround.map(({ code, acts }) => [t(`code.${dangerGround.name}.${code}`), acts] as const),
    ...figures.byVerdict.map(({ code, acts }) => [t(`code.${dangerVerdict.name}.${code}`), acts] as const),
  ];
  return (
    <div className="column">
      <h1>{t("pro.dangers.title")}</h1>
      <p className="lead">{t("pro.dangers.lead")}</p>
      {figures.open.length === 0 ? <p>{t("pro.dangers.none")}</p> : <ActList acts={figures.open} />}
      <section aria-labelledby="figures">
        <h2 id="figures">{t("pro.dangers.year")}</h2>
        <dl className="facts facts-wide">
          {lines.map(([label, count]) => (
            <Fragment key={label}>
              <dt>{label}</dt>
              <dd>{count}</dd>
            </Fragment>
          ))}
        </dl>
      </section>
    </div>
  );
}
