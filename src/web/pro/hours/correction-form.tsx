import { correctionCause, hoursActivity, hoursStatus } from "#pathway";
import { correctHours } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { Refusable } from "../refused.tsx";
import { entryFormFields } from "./entry-forms.tsx";
import type { HoursProps } from "./person-page.tsx";

type Entry = HoursProps["hours"]["entries"][number];

/** What may have become of the minutes of a month that is over. */
const closedStatuses = {
  name: hoursStatus.name,
  codes: hoursStatus.codes.filter((code) => code !== "planned"),
};

function causeField(t: Translate, value?: string): FormField {
  return {
    name: "cause",
    label: t("pro.hours.correct.cause"),
    control: "select",
    value,
    choices: correctionCause.codes.map((code) => ({
      value: code,
      label: t(`code.${correctionCause.name}.${code}`),
    })),
  };
}

/** A correction of minutes whose month is closed: day and service stay. */
export function CorrectionForm({ personId, entry }: HoursProps & { readonly entry: Entry }): ReactNode {
  const { t, newKey } = usePage();
  const choicesOf = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((code) => ({ value: code, label: t(`code.${list.name}.${code}`) }));
  return (
    <>
      <p>{t("pro.hours.correct.lead")}</p>
      <ActionForm
        action={correctHours}
        id={`correct-${entry.id}`}
        params={{ personId, entryId: entry.id }}
        version={entry.version}
        submit={t("pro.hours.correct.submit")}
        tone="quiet"
        fields={[
          { name: "id", label: "", control: "hidden", value: newKey() },
          { name: "day", label: "", control: "hidden", value: entry.day },
          { name: "providerId", label: "", control: "hidden", value: entry.provider.id },
          { name: "minutes", label: t("pro.hours.minutesField"), value: entry.minutes.toString() },
          {
            name: "activity",
            label: t("pro.hours.activity"),
            control: "select",
            choices: choicesOf(hoursActivity),
            value: entry.activity,
          },
          {
            name: "status",
            label: t("pro.hours.status"),
            choices: choicesOf(closedStatuses),
            value: entry.status,
            isNeeded: true,
          },
          causeField(t),
        ]}
      />
    </>
  );
}

/** A visit of a closed month that nobody had noted. */
export function ForgottenForm({ personId, hours }: HoursProps): ReactNode {
  const { t, newKey, refused } = usePage();
  if (hours.closedFor.length === 0) return null;
  const entryId = newKey();
  const providers = hours.providers.filter(({ id }) => hours.closedFor.includes(id));
  return (
    <details className="disclosure not-printed" open={refused?.action === correctHours.name}>
      <summary>{t("pro.hours.forgotten")}</summary>
      <p>{t("pro.hours.correct.lead")}</p>
      <Refusable isOwn={() => false}>
        <ActionForm
          action={correctHours}
          id="forgotten"
          params={{ personId, entryId }}
          version={0}
          submit={t("pro.hours.correct.submit")}
          tone="quiet"
          fields={[
            { name: "id", label: "", control: "hidden", value: newKey() },
            ...entryFormFields(t, providers, null, closedStatuses),
            causeField(t, "forgotten"),
          ]}
        />
      </Refusable>
    </details>
  );
}
