import { mostMoments } from "#pathway";
import type { offerMoments, proposeMoments } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { Translate } from "../speaker.ts";
import { ActionForm } from "../ui/action-form.tsx";
import { FoldedForm } from "../ui/folded-form.tsx";
import type { FormField } from "../ui/form-field.ts";

/** What a {@link MomentForm} is given. */
export interface MomentFormProps {
  readonly action: typeof offerMoments | typeof proposeMoments;
  readonly params?: Readonly<Record<string, string>>;
  readonly version: number;
  readonly summary: string;
  readonly lead: string;
}

/** One to five moments to offer, without any script: the first stands open, each further one is a fold away. */
export function MomentForm({ action, params = {}, version, summary, lead }: MomentFormProps): ReactNode {
  const { t } = usePage();
  const fields = Array.from({ length: mostMoments }, (_, at) => fieldsOf(t, at)).flat();
  return (
    <FoldedForm summary={summary} action={action}>
      <p>{lead}</p>
      <ActionForm
        action={action}
        params={params}
        version={version}
        submit={t("page.moment.send")}
        fields={fields}
      />
    </FoldedForm>
  );
}

function fieldsOf(t: Translate, at: number): readonly FormField[] {
  const name = (field: string): string => `moments.${at}.${field}`;
  const values = { number: at + 1 };
  const isNeeded = at === 0;
  const fold = isNeeded ? {} : { fold: t("page.moment.another", values) };
  const fields: readonly FormField[] = [
    { name: name("day"), label: t("page.moment.day", values), control: "date", isNeeded },
    {
      name: name("from"),
      label: t("page.moment.from", values),
      hint: t("page.moment.from.hint"),
      control: "time",
      isNeeded,
    },
    { name: name("until"), label: t("page.moment.until", values), control: "time" },
    { name: name("isByPhone"), label: t("page.moment.phone", values), control: "checkbox" },
    { name: name("place"), label: t("page.moment.place", values) },
  ];
  return fields.map((field) => ({ ...field, ...fold }));
}
