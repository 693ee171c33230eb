import type { OutputOf } from "#base";
import type { readOwnPage } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { closingInWords } from "../pro/plan-closing/closing-in-words.ts";
import { sheetPartOf, sheetParts } from "../pro/plan-sheet/plan-sheet.ts";
import { Original } from "../ui/original.tsx";

type Own = OutputOf<typeof readOwnPage>;
type Item = Own["plan"][number];

/** The plan as the person reads it: how it ended or when it is looked at together, then each thing, those by which they help apart. */
export function OwnPlan({ own }: { readonly own: Own }): ReactNode {
  const { t, format } = usePage();
  const parts = sheetParts.filter((part) => own.plan.some((item) => sheetPartOf(item) === part));
  return (
    <section aria-labelledby="plan">
      <h2 id="plan">{t("page.own.plan")}</h2>
      {own.closing === null ? null : <Closed closing={own.closing} />}
      {own.reviewOn === null ? null : (
        <p>
          <strong>
            {t("page.own.plan.review", { day: format.day(own.reviewOn, { withoutWeekday: true }) })}
          </strong>
        </p>
      )}
      {own.wishes ? (
        <>
          <h3>{t("page.own.wishes")}</h3>
          <p>
            <Original>{own.wishes}</Original>
          </p>
        </>
      ) : null}
      {own.plan.length === 0 ? <p>{t("page.own.plan.none")}</p> : null}
      {parts.map((part) => (
        <div key={part}>
          <h3>{t(`page.planSheet.${part}`)}</h3>
          <ul>
            {own.plan
              .filter((item) => sheetPartOf(item) === part)
              .map((item, position) => (
                <PlanItem key={position} item={item} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function PlanItem({ item }: { readonly item: Item }): ReactNode {
  const { t } = usePage();
  const company = item.status === "chosen" && item.accompaniedBy !== "nobody" ? item.accompaniedBy : null;
  return (
    <li>
      <Original>{item.title}</Original>
      {item.status === "done" ? ` (${t("page.own.plan.done")})` : null}
      {item.goal ? (
        <span className="quiet">
          {" "}
          <Original>{item.goal}</Original>
        </span>
      ) : null}
      {company === null ? null : <p>{t(`page.planSheet.company.${company}`)}</p>}
    </li>
  );
}

/** How it ended: in the person's words first, then what was counted. */
function Closed({ closing }: { readonly closing: NonNullable<Own["closing"]> }): ReactNode {
  const { t, format } = usePage();
  return (
    <div className="panel">
      <h3>{t("page.closing.title")}</h3>
      <p>{t("page.closing.on", { day: format.day(closing.on, { withoutWeekday: true }) })}</p>
      <h4>{t("page.closing.words")}</h4>
      <p>{closing.summary === null ? t("page.closing.noWords") : <Original>{closing.summary}</Original>}</p>
      <ul>
        {closingInWords({ t, format }, closing).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
