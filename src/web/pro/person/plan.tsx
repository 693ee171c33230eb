import type { OutputOf } from "#base";
import { planCompany } from "#pathway";
import { addPlanItem, changePlanItem, setPlanCompany, type listPlan } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";
import { Refusable } from "../refused.tsx";

type Item = OutputOf<typeof listPlan>["items"][number];

/** What {@link Plan} is given. */
export interface PlanProps {
  readonly personId: string;
  readonly items: readonly Item[];
  /** When it is looked at together. */
  readonly review: ReactNode;
}

/** What was chosen with the person, along a thread: done, to do, or given up for something else. */
export function Plan({ personId, items, review }: PlanProps): ReactNode {
  const { t, href, refused } = usePage();
  return (
    <section aria-labelledby="projet">
      <h2 id="projet">{t("pro.story.plan")}</h2>
      {items.length === 0 ? (
        <p>
          {t("pro.story.plan.none")}{" "}
          <a href={href(`/pro/personnes/${personId}/propositions`)}>{t("pro.story.plan.see")}</a>
        </p>
      ) : (
        <ul className="offers">
          {items.map((item) => (
            <PlanLine key={item.id} personId={personId} item={item} />
          ))}
        </ul>
      )}
      {review}
      <details className="disclosure" open={refused?.action === addPlanItem.name}>
        <summary>{t("pro.story.plan.add")}</summary>
        <NewItem personId={personId} />
      </details>
    </section>
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
      ]}
    />
  );
}

function PlanLine({ personId, item }: { readonly personId: string; readonly item: Item }): ReactNode {
  const { t, href, format } = usePage();
  const change = (status: Item["status"], key: string) => (
    <ActButton
      key={key}
      action={changePlanItem}
      params={{ personId, planItemId: item.id }}
      values={{ status }}
      version={item.version}
      label={t(key)}
      about={item.title}
    />
  );
  return (
    <li className={`offer offer-line ${item.status === "done" ? "offer-open" : ""}`}>
      <h3 className="offer-name" dir="auto">
        {item.title}
      </h3>
      <p className="quiet">
        {t(`pro.story.plan.status.${item.status}`, { day: dayInWords(format, item.addedAt) })}
      </p>
      {item.goal ? <p dir="auto">{item.goal}</p> : null}
      {item.status === "chosen" && item.accompaniedBy !== "nobody" ? (
        <p>{t(`pro.story.plan.company.${item.accompaniedBy}`)}</p>
      ) : null}
      <div className="acts">
        {item.status === "chosen" && item.offerId ? (
          <a
            className="button button-main"
            href={href(`/pro/personnes/${personId}/orienter/${item.offerId}`, { projet: item.id })}
          >
            {t("pro.story.plan.refer")}
            <span className="visually-hidden"> {item.title}</span>
          </a>
        ) : null}
        {item.status === "chosen"
          ? [change("done", "pro.story.plan.done"), change("dropped", "pro.story.plan.drop")]
          : change("chosen", "pro.story.plan.again")}
      </div>
      {item.status === "chosen" ? <Company personId={personId} item={item} /> : null}
    </li>
  );
}

/** Who goes along to the first visit of one thing. */
function Company({ personId, item }: { readonly personId: string; readonly item: Item }): ReactNode {
  const { t } = usePage();
  return (
    <details className="disclosure not-printed">
      <summary>
        {t("pro.story.plan.company")}
        <span className="visually-hidden"> {item.title}</span>
      </summary>
      <Refusable isOwn={() => false}>
        <ActionForm
          id={`company-${item.id}`}
          action={setPlanCompany}
          params={{ personId, planItemId: item.id }}
          version={item.version}
          tone="quiet"
          fields={[
            {
              name: "accompaniedBy",
              label: t("pro.story.plan.company.who"),
              control: "radios",
              value: item.accompaniedBy,
              choices: planCompany.codes.map((value) => ({
                value,
                label: t(`code.${planCompany.name}.${value}`),
              })),
            },
          ]}
          submit={t("pro.story.plan.company.submit")}
        />
      </Refusable>
    </details>
  );
}
