import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { FieldValue } from "./field-value.tsx";

/** Fields that have words of their own on these screens. */
const worded = new Set(
  [
    "name,kind,summary,description,url,email,categories,interventions,publics,frais,conditions_acces,service_labels,age_min,age_max,cost_amount,cost_per,languages,publics_restricted,group_size,ways_in,transport_provided,area_type,area_values"
      .split(",")
      .map((field) => `service.${field}`),
    "phones,opening_hours,hours_note,sessions,wheelchair,welcome,confirmed_on,upheld_on,closed_on,capacity_status,capacity_note,capacity_on,merged_into"
      .split(",")
      .map((field) => `service_at_location.${field}`),
    "name,address_1,address_2,postal_code,city,latitude,longitude,transportation"
      .split(",")
      .map((field) => `location.${field}`),
    "name,siret,website,email".split(",").map((field) => `organization.${field}`),
  ].flat(),
);

/** The name of a field of an entry; the field itself where it has no words of its own. */
export function FieldName({ field }: { readonly field: string }): ReactNode {
  const { t } = usePage();
  return worded.has(field) ? t(`pro.entryField.${field}`) : t("pro.entryField.other", { field });
}

/** What stood in a field and what stands there, side by side. */
export function ComparedFields(props: {
  readonly caption: string;
  readonly heads: readonly [string, string];
  readonly fields: readonly {
    readonly field: string;
    readonly values: readonly [string | null, string | null];
  }[];
}): ReactNode {
  const { t } = usePage();
  return (
    <div
      className="compared-frame"
      role="region"
      aria-label={props.caption}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard
      tabIndex={0}
    >
      <table className="compared">
        <caption className="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("pro.waitingRows.field")}</th>
            <th scope="col">{props.heads[0]}</th>
            <th scope="col">{props.heads[1]}</th>
          </tr>
        </thead>
        <tbody>
          {props.fields.map(({ field, values }) => (
            <tr key={field}>
              <th scope="row">
                <FieldName field={field} />
              </th>
              <td>
                <FieldValue field={field} value={values[0]} />
              </td>
              <td>
                <FieldValue field={field} value={values[1]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
