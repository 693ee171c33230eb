import { dangerDeed, dangerFollowUp, dangerGround, dangerVerdict, sharedItem, tellingReason } from "#pathway";
import { readDangerAct, reviewDangerAct, tellOfDangerAct, type DangerAct } from "#pathway/actions";
import { Fragment, type ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ReviewState } from "./act-list.tsx";

/** `/pro/dangers/:dangerActId`: what was done in danger and why, the second person's word, and whether the person knows. */
export const dangerActPage: PageDefinition = {
  path: "/pro/dangers/:dangerActId",
  part: "persons",
  open: async ({ t, call, params }) => {
    const act = await call(readDangerAct, { dangerActId: params["dangerActId"] ?? "" });
    return { title: t("pro.danger.title"), main: <Act act={act} /> };
  },
};

function Act({ act }: { readonly act: DangerAct }): ReactNode {
  const { t, format } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.danger.heading", { name: act.givenNames })}</h1>
      <p className="lead">
        {t("pro.danger.done", { name: act.actedBy ?? "–", when: momentInWords(format, act.actedAt) })}
      </p>
      <Notice tone={act.reviewedAt === null ? "danger" : "plain"}>
        <ReviewState act={act} />
      </Notice>
      <Facts act={act} />
      <Review act={act} />
      <Telling act={act} />
    </div>
  );
}

function Facts({ act }: { readonly act: DangerAct }): ReactNode {
  const { t } = usePage();
  const lines: readonly (readonly [string, string | null])[] = [
    ["ground", t(`code.${dangerGround.name}.${act.ground}`)],
    ["deed", t(`code.${dangerDeed.name}.${act.deed}`)],
    ["receiverName", act.receiverName],
    ["items", act.items.map((item) => t(`code.${sharedItem.name}.${item}`)).join(", ") || null],
    ["reason", act.reason],
    ["words", act.words],
    ["despite", act.despiteSilence ? t("pro.danger.despite.yes") : null],
  ];
  return (
    <dl className="facts facts-wide">
      {lines.map(([name, value]) =>
        value === null ? null : (
          <Fragment key={name}>
            <dt>{t(`pro.danger.${name}`)}</dt>
            <dd dir="auto">{value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}

/** The second person's word: the form for whoever may, else what they wrote. */
function Review({ act }: { readonly act: DangerAct }): ReactNode {
  const { t } = usePage();
  const coded = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((value) => ({ value, label: t(`code.${list.name}.${value}`) }));
  return (
    <section aria-labelledby="review">
      <h2 id="review">{t("pro.danger.review")}</h2>
      {act.review === null ? null : <blockquote dir="auto">{act.review}</blockquote>}
      {act.followUps.length === 0 ? null : (
        <ul>
          {act.followUps.map((code) => (
            <li key={code}>{t(`code.${dangerFollowUp.name}.${code}`)}</li>
          ))}
        </ul>
      )}
      {act.isOwn && act.reviewedAt === null ? <p>{t("pro.danger.own")}</p> : null}
      {act.allowed.includes(reviewDangerAct.name) ? (
        <ActionForm
          action={reviewDangerAct}
          params={{ dangerActId: act.id }}
          version={act.version}
          submit={t("pro.danger.review.submit")}
          fields={[
            {
              name: "verdict",
              label: t("pro.danger.verdict"),
              control: "radios",
              choices: coded(dangerVerdict),
            },
            {
              name: "followUps",
              label: t("pro.danger.followUps"),
              hint: t("pro.danger.followUps.hint"),
              control: "checkboxes",
              isNeeded: true,
              choices: coded(dangerFollowUp),
            },
            {
              name: "words",
              label: t("pro.danger.review.words"),
              hint: t("pro.danger.review.words.hint"),
              control: "textarea",
            },
          ]}
        />
      ) : null}
    </section>
  );
}

/** Whether the person knows; if not, why, until when, and the way to note that they were told. */
function Telling({ act }: { readonly act: DangerAct }): ReactNode {
  const { t, format } = usePage();
  const choices = [
    { value: "told", label: t("pro.danger.telling.told") },
    ...tellingReason.codes.map((value) => ({ value, label: t(`code.${tellingReason.name}.${value}`) })),
  ];
  return (
    <section aria-labelledby="telling">
      <h2 id="telling">{t("pro.danger.telling")}</h2>
      {act.toldAt === null ? (
        <p>
          {act.tellingReason === null ? null : t(`code.${tellingReason.name}.${act.tellingReason}`)}
          {" · "}
          {act.tellingOn === null
            ? null
            : t("pro.danger.telling.again", { day: format.day(act.tellingOn, { withoutWeekday: true }) })}
        </p>
      ) : (
        <p>{t("pro.danger.telling.since", { when: momentInWords(format, act.toldAt) })}</p>
      )}
      {act.allowed.includes(tellOfDangerAct.name) ? (
        <ActionForm
          action={tellOfDangerAct}
          params={{ dangerActId: act.id }}
          version={act.version}
          submit={t("pro.danger.telling.submit")}
          tone="quiet"
          fields={[
            { name: "telling", label: t("pro.danger.telling.now"), control: "radios", choices },
            {
              name: "tellingOn",
              label: t("pro.danger.tellingOn"),
              hint: t("pro.danger.tellingOn.hint"),
              control: "date",
            },
          ]}
        />
      ) : null}
    </section>
  );
}
