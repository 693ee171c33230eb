import type { OutputOf } from "#base";
import { reviewPlan, setPlanReview, type listPlan } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { dayInWords } from "../day.ts";

/** What {@link PlanReview} is given. */
export interface PlanReviewProps {
  readonly personId: string;
  readonly plan: Pick<OutputOf<typeof listPlan>, "review" | "lastReviewedAt">;
}

/** When the plan is looked at together: the day to come, or that it has come, and how to note it and to set another. */
export function PlanReview({ personId, plan }: PlanReviewProps): ReactNode {
  const { t, format, refused } = usePage();
  const { review, lastReviewedAt } = plan;
  return (
    <>
      <p>
        {review === null
          ? t("pro.story.plan.review.none")
          : t(review.isDue ? "pro.story.plan.review.due" : "pro.story.plan.review.on", {
              day: format.day(review.on, { withoutWeekday: true }),
            })}
        {lastReviewedAt === null
          ? null
          : ` ${t("pro.story.plan.review.last", { day: dayInWords(format, lastReviewedAt) })}`}
      </p>
      {review === null ? null : (
        <details
          className="disclosure not-printed"
          open={review.isDue || refused?.action === reviewPlan.name}
        >
          <summary>{t("pro.story.plan.review.done")}</summary>
          <ActionForm
            action={reviewPlan}
            params={{ personId, planReviewId: review.id }}
            tone="quiet"
            fields={[
              {
                name: "nextOn",
                label: t("pro.story.plan.review.next"),
                hint: t("pro.story.plan.review.next.hint"),
                control: "date",
              },
            ]}
            submit={t("pro.story.plan.review.done.submit")}
          />
        </details>
      )}
      <details className="disclosure not-printed" open={refused?.action === setPlanReview.name}>
        <summary>{t(review === null ? "pro.story.plan.review.set" : "pro.story.plan.review.change")}</summary>
        <ActionForm
          action={setPlanReview}
          params={{ personId }}
          tone="quiet"
          fields={[
            {
              name: "reviewOn",
              label: t("pro.story.plan.review.day"),
              hint: t("pro.story.plan.review.day.hint"),
              control: "date",
              value: review?.on,
            },
          ]}
          submit={t("pro.story.plan.review.set.submit")}
        />
      </details>
    </>
  );
}
