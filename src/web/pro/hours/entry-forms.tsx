import { hoursActivity, hoursStatus } from "#pathway";
import { logHours, setHoursReference } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import type { HoursProps, PersonHours } from "./hours-props.ts";

/** The fields of some minutes, filled with what is known. */
export function entryFormFields(
  t: Translate,
  providers: PersonHours["providers"],
  known: PersonHours["entries"][number] | null,
  statuses: { readonly name: string; readonly codes: readonly string[] } = hoursStatus,
): readonly FormField[] {
  const choicesOf = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((code) => ({ value: code, label: t(`code.${list.name}.${code}`) }));
  return [
    { name: "day", label: t("pro.hours.day"), control: "date", value: known?.day },
    { name: "minutes", label: t("pro.hours.minutesField"), value: known?.minutes.toString() },
    {
      name: "activity",
      label: t("pro.hours.activity"),
      control: "select",
      choices: choicesOf(hoursActivity),
      value: known?.activity,
    },
    {
      name: "status",
      label: t("pro.hours.status"),
      choices: choicesOf(statuses),
      value: known?.status ?? "done",
      isNeeded: true,
    },
    {
      name: "providerId",
      label: t("pro.hours.provider"),
      control: "select",
      choices: providers.map(({ id, name }) => ({ value: id, label: name })),
      value: known?.provider.id,
    },
  ];
}

/** Notes minutes, and what was noticed. */
export function LogForm({ personId, hours }: HoursProps): ReactNode {
  const { t, href, newKey } = usePage();
  return (
    <section aria-labelledby="log" className="not-printed">
      <h2 id="log">{t("pro.hours.log")}</h2>
      {hours.providers.length === 0 ? (
        <p>
          {t("pro.hours.providers.none")} <a href={href("/pro/heures")}>{t("pro.hours.providers.add")}</a>
        </p>
      ) : (
        <ActionForm
          action={logHours}
          params={{ personId }}
          submit={t("pro.hours.log.submit")}
          fields={[
            { name: "id", label: "", control: "hidden", value: newKey() },
            ...entryFormFields(t, hours.providers, null),
            {
              name: "noticed",
              label: t("pro.hours.noticed"),
              hint: t("pro.hours.noticed.hint"),
              control: "textarea",
            },
          ]}
        />
      )}
    </section>
  );
}

/** The numbers under which services know the person. */
export function References({ personId, hours }: HoursProps): ReactNode {
  const { t, refused } = usePage();
  if (hours.providers.length === 0) return null;
  return (
    <section aria-labelledby="references" className="not-printed">
      <h2 id="references">{t("pro.hours.references")}</h2>
      <p>{t("pro.hours.references.lead")}</p>
      <ul>
        {hours.references.map(({ providerId, reference }) => (
          <li key={providerId}>
            {hours.providers.find(({ id }) => id === providerId)?.name} : <bdi>{reference}</bdi>
          </li>
        ))}
      </ul>
      <details className="disclosure" open={refused?.action === setHoursReference.name}>
        <summary>{t("pro.hours.references.submit")}</summary>
        <ActionForm
          action={setHoursReference}
          params={{ personId }}
          submit={t("pro.hours.references.submit")}
          tone="quiet"
          fields={[
            {
              name: "providerId",
              label: t("pro.hours.provider"),
              control: "select",
              choices: hours.providers.map(({ id, name }) => ({ value: id, label: name })),
            },
            { name: "reference", label: t("pro.hours.references.field"), autocomplete: "off" },
          ]}
        />
      </details>
    </section>
  );
}
