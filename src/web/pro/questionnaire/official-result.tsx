import type { OutputOf } from "#base";
import type { Instrument } from "#instruments";
import { officialLevels, recordOfficialResult, type readFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { ActionForm } from "../../ui/action-form.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { instrumentName } from "./words.ts";

/** The result of an official form, filled in on paper by somebody trained: no question of it is shown here. */
export function OfficialResult(props: {
  readonly file: Pick<OutputOf<typeof readFile>, "id" | "givenNames">;
  readonly instrument: Instrument;
}): ReactNode {
  const { t, locale, newKey } = usePage();
  const { file, instrument } = props;
  return (
    <div className="column">
      <PersonTrail personId={file.id} givenNames={file.givenNames} />
      <h1>{instrumentName(instrument, locale)}</h1>
      <p>{t("pro.official.lead")}</p>
      <CrisisCard />
      <ActionForm
        action={recordOfficialResult}
        submit={t("pro.official.submit")}
        params={{ personId: file.id, instrument: instrument.id }}
        fields={[
          { name: "id", label: "", control: "hidden", value: newKey() },
          {
            name: "level",
            label: t("pro.official.level"),
            control: "radios",
            choices: officialLevels.map((value) => ({ value, label: t(`pro.official.level.${value}`) })),
          },
          {
            name: "mode",
            label: t("pro.ask.mode"),
            control: "radios",
            value: "in-person",
            choices: (["in-person", "telephone"] as const).map((value) => ({
              value,
              label: t(`pro.ask.mode.${value}`),
            })),
          },
        ]}
      />
      <p className="source">{instrument.citation[0]}</p>
    </div>
  );
}
