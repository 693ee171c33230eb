import type { AnyAction, OutputOf } from "#base";
import type { readTeamFigures } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";
import { Refused } from "../refused.tsx";
import { FigureList } from "../team-figures/figure-list.tsx";

type CostOfFigures = OutputOf<typeof readTeamFigures>["cost"];

/** What a {@link Cost} is given. */
export interface CostProps {
  readonly cost: CostOfFigures;
  readonly year: number;
  /** Entering a cost and taking one back, with what both need besides; null for who only reads. */
  readonly entering: {
    readonly record: AnyAction;
    readonly remove: AnyAction;
    readonly values: Readonly<Record<string, string>>;
  } | null;
}

/** What a programme cost in the year and what that comes to; where it is read by who may, entering it. Never called an effect. */
export function Cost({ cost, year, entering }: CostProps): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="cout">
      <h2 id="cout">{t("pro.cost.title", { year: String(year) })}</h2>
      <p>{t("pro.cost.lead")}</p>
      {cost.ofYear === null ? <p>{t("pro.cost.none")}</p> : <OfYear ofYear={cost.ofYear} />}
      {cost.entered.length === 0 ? null : <Entered cost={cost} entering={entering} />}
      {entering === null ? null : (
        <>
          <Refused actions={[entering.remove]} />
          <CostForm entering={entering} />
        </>
      )}
    </section>
  );
}

function OfYear({ ofYear }: { readonly ofYear: NonNullable<CostOfFigures["ofYear"]> }): ReactNode {
  const { t, format } = usePage();
  const euros = (whole: number | null): string | null => (whole === null ? null : format.euros(whole * 100));
  return (
    <>
      <p>
        {t("pro.cost.ofYear", {
          amount: format.euros(Math.round(ofYear.amountCents / 100) * 100),
          days: ofYear.days,
          daysOfYear: ofYear.daysOfYear,
        })}
      </p>
      <FigureList
        caption={t("pro.cost.per")}
        columns={[t("pro.cost.by"), t("pro.cost.amount")]}
        rows={[
          { label: t("pro.cost.perPerson"), cells: [euros(ofYear.perPersonEuros)] },
          { label: t("pro.cost.perKnownEnd"), cells: [euros(ofYear.perKnownEndEuros)] },
          { label: t("pro.cost.perLivingTie"), cells: [euros(ofYear.perLivingTieEuros)] },
        ]}
      />
    </>
  );
}

function Entered({ cost, entering }: Pick<CostProps, "cost" | "entering">): ReactNode {
  const { t, format } = usePage();
  return (
    <ul className="group-lines">
      {cost.entered.map((one) => {
        const period = t("pro.cost.period", {
          from: dayInWords(format, one.fromDay),
          until: dayInWords(format, one.untilDay),
        });
        return (
          <li key={one.id} className="group-line">
            <span>
              {period} : <strong>{format.euros(one.amountCents)}</strong>
            </span>
            <span dir="auto">{t("pro.cost.what", { covers: one.covers, source: one.source })}</span>
            {entering === null ? null : (
              <ActButton
                action={entering.remove}
                params={{ costId: one.id }}
                values={entering.values}
                label={t("pro.cost.remove")}
                about={period}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function CostForm({ entering }: { readonly entering: NonNullable<CostProps["entering"]> }): ReactNode {
  const { t, newKey } = usePage();
  const label = (name: string) => ({ name, label: t(`pro.cost.field.${name}`) });
  const hint = (name: string) => ({ ...label(name), hint: t(`pro.cost.field.${name}.hint`) });
  const hidden = Object.entries({ costId: newKey(), ...entering.values }).map(([name, value]) => ({
    name,
    label: "",
    control: "hidden" as const,
    value,
  }));
  return (
    <details className="disclosure not-printed" open={usePage().refused?.action === entering.record.name}>
      <summary>{t("pro.cost.enter")}</summary>
      <ActionForm
        action={entering.record}
        submit={t("pro.cost.submit")}
        tone="quiet"
        fields={[
          ...hidden,
          { ...label("fromDay"), control: "date" },
          { ...label("untilDay"), control: "date" },
          { ...hint("amount"), control: "text", inputmode: "text", autocomplete: "off" },
          { ...hint("covers"), control: "text" },
          { ...hint("source"), control: "text" },
        ]}
      />
    </details>
  );
}
