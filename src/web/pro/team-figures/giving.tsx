import type { OutputOf } from "#base";
import { statisticsGround } from "#pathway";
import { giveTerritoryFigures, withdrawTerritoryFigures, type readTeamFigures } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";

/** What the team gave the figures of its territory of this year, and giving or taking it back; for who leads it. */
export function Giving({
  figures,
}: {
  readonly figures: Pick<OutputOf<typeof readTeamFigures>, "controllerId" | "year" | "given">;
}): ReactNode {
  const { t, actor, format } = usePage();
  const { controllerId, given } = figures;
  if (!giveTerritoryFigures.allow.check(actor, { controllerId }).allowed) return null;
  const year = String(figures.year);
  const hidden = [
    { name: "controllerId", label: "", control: "hidden" as const, value: controllerId },
    { name: "year", label: "", control: "hidden" as const, value: year },
  ];
  return (
    <section aria-labelledby="giving" className="not-printed">
      <h2 id="giving">{t("pro.figures.giving", { year })}</h2>
      <p>{t("pro.figures.giving.lead")}</p>
      <p>
        {given
          ? t("pro.figures.giving.given", {
              when: momentInWords(format, given.at),
              ground: t(`pro.code.statisticsGround.${given.ground}`),
            })
          : t("pro.figures.giving.none")}
      </p>
      <ActionForm
        action={giveTerritoryFigures}
        submit={t(given ? "pro.figures.giving.again" : "pro.figures.giving.submit")}
        tone="quiet"
        fields={[
          ...hidden,
          {
            name: "ground",
            label: t("pro.figures.giving.ground"),
            control: "radios",
            choices: statisticsGround.codes.map((value) => ({
              value,
              label: t(`pro.code.statisticsGround.${value}`),
              hint: t(`pro.figures.giving.ground.${value}`),
            })),
          },
        ]}
      />
      {given ? (
        <ActionForm
          action={withdrawTerritoryFigures}
          submit={t("pro.figures.giving.withdraw")}
          tone="quiet"
          fields={hidden}
        />
      ) : null}
    </section>
  );
}
