import type { OutputOf } from "#base";
import { categoryOfAction, interventionType } from "#directory";
import { planArea, planCompany } from "#pathway";
import { changePlanItem, classifyPlanItem, setPlanCompany, type listPlan } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";
import { Refusable } from "../refused.tsx";
import { kindFields } from "./plan-kind.ts";

type Item = OutputOf<typeof listPlan>["items"][number];

/** What {@link PlanLine} is given. */
export interface PlanLineProps {
  readonly personId: string;
  readonly item: Item;
  /** Whether the plan is closed: then nothing of it changes. */
  readonly isClosed: boolean;
}

/** One thing in a plan: what it is, where it stands, who goes along, and what can be done with it. */
export function PlanLine({ personId, item, isClosed }: PlanLineProps): ReactNode {
  const { t, format } = usePage();
  return (
    <li className={`offer offer-line ${item.status === "done" ? "offer-open" : ""}`}>
      <h4 className="offer-name" dir="auto">
        {item.title}
      </h4>
      <p className="quiet">
        {t(`pro.story.plan.status.${item.status}`, { day: dayInWords(format, item.addedAt) })}
      </p>
      <Kinds item={item} />
      {item.goal ? <p dir="auto">{item.goal}</p> : null}
      {item.status === "chosen" && item.accompaniedBy !== "nobody" ? (
        <p>{t(`pro.story.plan.company.${item.accompaniedBy}`)}</p>
      ) : null}
      {isClosed ? null : <Acts personId={personId} item={item} />}
    </li>
  );
}

/** The two taxonomies, each with its own name, and the practical need where it is one. */
function Kinds({ item }: { readonly item: Item }): ReactNode {
  const { t } = usePage();
  const kinds = [
    ...(item.area === "social" ? [] : [t(`code.${planArea.name}.${item.area}`)]),
    ...item.categories.map((code) => t(`code.${categoryOfAction.name}.${code}`)),
    ...item.interventions.map((code) => t(`code.${interventionType.name}.${code}`)),
  ];
  if (kinds.length === 0) return null;
  return (
    <ul className="tags">
      {kinds.map((kind) => (
        <li key={kind} className="tag">
          {kind}
        </li>
      ))}
    </ul>
  );
}

function Acts({ personId, item }: Omit<PlanLineProps, "isClosed">): ReactNode {
  const { t, href } = usePage();
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
    <>
      <div className="acts">
        {item.status === "chosen" && item.offerId ? (
          <a
            className="button button-main"
            href={href(`/pro/personnes/${personId}/orienter/${item.offerId}`, { projet: item.id })}
          >
            {t(item.isHelping ? "pro.story.plan.introduce" : "pro.story.plan.refer")}
            <span className="visually-hidden"> {item.title}</span>
          </a>
        ) : null}
        {item.status === "chosen"
          ? [change("done", "pro.story.plan.done"), change("dropped", "pro.story.plan.drop")]
          : change("chosen", "pro.story.plan.again")}
      </div>
      {item.status === "chosen" ? <Company personId={personId} item={item} /> : null}
      <Classify personId={personId} item={item} />
    </>
  );
}

/** What one thing is, where the directory did not say or the person sees it otherwise. */
function Classify({ personId, item }: Omit<PlanLineProps, "isClosed">): ReactNode {
  const { t } = usePage();
  return (
    <details className="disclosure not-printed">
      <summary>
        {t("pro.story.plan.kind")}
        <span className="visually-hidden"> {item.title}</span>
      </summary>
      <Refusable isOwn={() => false}>
        <ActionForm
          id={`kind-${item.id}`}
          action={classifyPlanItem}
          params={{ personId, planItemId: item.id }}
          version={item.version}
          tone="quiet"
          fields={kindFields(t, item)}
          submit={t("pro.story.plan.kind.submit")}
        />
      </Refusable>
    </details>
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
