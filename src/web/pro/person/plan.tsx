import type { OutputOf } from "#base";
import { addPlanItem, type listPlan } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { kindFields } from "./plan-kind.ts";
import { PlanLine } from "./plan-line.tsx";

type Item = OutputOf<typeof listPlan>["items"][number];

/** What {@link Plan} is given. */
export interface PlanProps {
  readonly personId: string;
  readonly items: readonly Item[];
  /** Whether it is closed: then it is read only. */
  readonly isClosed: boolean;
  /** When it is looked at together. */
  readonly review: ReactNode;
}

/** Ties, practical needs beside them, and what the person helps with, which is none of the two. */
const parts = ["social", "practical", "helping"] as const;

function partOf({ isHelping, area }: Item): (typeof parts)[number] {
  if (isHelping) return "helping";
  return area === "social" ? "social" : "practical";
}

/** What was chosen with the person, along a thread: done, to do, or given up for something else. */
export function Plan({ personId, items, isClosed, review }: PlanProps): ReactNode {
  const { t, href, refused } = usePage();
  return (
    <section aria-labelledby="projet">
      <h2 id="projet">{t("pro.story.plan")}</h2>
      {isClosed ? (
        <p>
          <a href="#cloture">{t("pro.story.plan.closed")}</a>
        </p>
      ) : null}
      {items.length === 0 && !isClosed ? (
        <p>
          {t("pro.story.plan.none")}{" "}
          <a href={href(`/pro/personnes/${personId}/propositions`)}>{t("pro.story.plan.see")}</a>
        </p>
      ) : null}
      {parts.map((part) => (
        <Part
          key={part}
          part={part}
          personId={personId}
          items={items.filter((item) => partOf(item) === part)}
          isClosed={isClosed}
        />
      ))}
      {isClosed ? null : (
        <>
          {review}
          <details className="disclosure not-printed" open={refused?.action === addPlanItem.name}>
            <summary>{t("pro.story.plan.add")}</summary>
            <NewItem personId={personId} />
          </details>
        </>
      )}
    </section>
  );
}

function Part({
  part,
  personId,
  items,
  isClosed,
}: Omit<PlanProps, "review"> & { readonly part: (typeof parts)[number] }): ReactNode {
  const { t } = usePage();
  if (items.length === 0) return null;
  return (
    <>
      <h3>{t(`pro.story.plan.part.${part}`)}</h3>
      <ul className="offers">
        {items.map((item) => (
          <PlanLine key={item.id} personId={personId} item={item} isClosed={isClosed} />
        ))}
      </ul>
    </>
  );
}

function NewItem({ personId }: { readonly personId: string }): ReactNode {
  const { t, newKey } = usePage();
  return (
    <ActionForm
      action={addPlanItem}
      submit={t("pro.story.plan.add.submit")}
      params={{ personId }}
      tone="quiet"
      fields={[
        { name: "id", label: "", control: "hidden", value: newKey() },
        {
          name: "title",
          label: t("pro.story.plan.title"),
          hint: t("pro.story.plan.title.hint"),
          autocomplete: "off",
        },
        {
          name: "goal",
          label: t("pro.story.plan.goal"),
          hint: t("pro.story.plan.goal.hint"),
          control: "textarea",
        },
        { name: "isHelping", label: t("pro.story.plan.isHelping"), control: "checkbox" },
        ...kindFields(t, { area: "social", categories: [], interventions: [] }),
      ]}
    />
  );
}
