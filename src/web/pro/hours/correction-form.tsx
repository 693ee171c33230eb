import { correctionCause, hoursActivity, hoursStatus } from "#pathway";
import { correctHours } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { entryFormFields } from "./entry-forms.tsx";
import type { HoursProps } from "./hours-props.ts";

type Entry = HoursProps["hours"]["entries"][number];

/** Id of the form that changes minutes, or corrects them once their month is closed. */
export const entryFormId = ({ id }: Pick<Entry, "id">): string => `entry-${id}`;

/** Id of the form of a visit that nobody had noted. */
export const forgottenFormId = "forgotten";

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
        id={entryFormId(entry)}
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
  const { t, newKey } = usePage();
  if (hours.closedFor.length === 0) return null;
  const entryId = newKey();
  const providers = hours.providers.filter(({ id }) => hours.closedFor.includes(id));
  return (
    <div className="not-printed">
      <FoldedForm summary={t("pro.hours.forgotten")} action={correctHours} form={forgottenFormId}>
        <p>{t("pro.hours.correct.lead")}</p>
        <ActionForm
          action={correctHours}
          id={forgottenFormId}
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
      </FoldedForm>
    </div>
  );
}
