import type { OutputOf } from "#base";
import { categoryOfAction, interventionType } from "#directory";
import { planArea } from "#pathway";
import type { listPlan } from "#pathway/actions";
import type { Translate } from "../../speaker.ts";
import type { FormField } from "../../ui/form-field.ts";

type Kind = Pick<OutputOf<typeof listPlan>["items"][number], "area" | "categories" | "interventions">;

/** What is asked of the nature of a thing in a plan: what it is about, and the two taxonomies, which are independent. */
export function kindFields(t: Translate, { area, categories, interventions }: Kind): readonly FormField[] {
  const choices = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((value) => ({ value, label: t(`code.${list.name}.${value}`) }));
  return [
    {
      name: "area",
      label: t("pro.story.plan.area"),
      control: "radios",
      value: area,
      choices: choices(planArea),
    },
    {
      name: "categories",
      label: t("pro.story.plan.categories"),
      control: "checkboxes",
      value: categories,
      choices: choices(categoryOfAction),
    },
    {
      name: "interventions",
      label: t("pro.story.plan.interventions"),
      control: "checkboxes",
      value: interventions,
      choices: choices(interventionType),
    },
  ];
}
