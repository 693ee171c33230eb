import type { OutputOf } from "#base";
import { groupResult, referralStatus } from "#pathway";
import { readReferralGroup } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { dayInWords } from "../day.ts";
import { nameOf } from "../person-fields.ts";

type Group = OutputOf<typeof readReferralGroup>;
type Line = Group["lines"][number];

/** `/pro/orientations-groupees/:groupId`: what became of each of a gesture for several. */
export const groupResultPage: PageDefinition = {
  path: "/pro/orientations-groupees/:groupId",
  part: "persons",
  open: async ({ t, call, params }) => {
    const group = await call(readReferralGroup, { groupId: params["groupId"] ?? "" });
    return { title: t("pro.group.result.title"), main: <Result group={group} /> };
  },
};

function Result({ group }: { readonly group: Group }): ReactNode {
  const { t, href, format } = usePage();
  const done = group.lines.filter(({ referralId }) => referralId !== null);
  const not = group.lines.filter(({ referralId }) => referralId === null);
  return (
    <div className="column">
      <h1>{t("pro.group.result.title")}</h1>
      <p className="lead" dir="auto">
        {group.offerName ?? t("pro.group.result.gone")}
      </p>
      <p className="quiet">{t("pro.group.result.when", { day: dayInWords(format, group.madeAt) })}</p>
      {done.length === 0 ? null : (
        <section aria-labelledby="done">
          <h2 id="done">{t("pro.group.result.done", { count: done.length })}</h2>
          <p>{t("pro.group.result.lead")}</p>
          <Lines lines={done} />
        </section>
      )}
      {not.length === 0 ? null : (
        <section aria-labelledby="not">
          <h2 id="not">{t("pro.group.result.not", { count: not.length })}</h2>
          <Lines lines={not} />
        </section>
      )}
      {group.offerName === null ? null : (
        <p className="apart">
          <a className="button button-quiet" href={href(`/pro/orienter-plusieurs/${group.offerId}`)}>
            {t("pro.group.result.again")}
          </a>
        </p>
      )}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  return (
    <ul className="group-lines">
      {lines.map((line, at) => (
        <LineOf key={line.person?.personId ?? at} line={line} />
      ))}
    </ul>
  );
}

function LineOf({ line: { person, result, referralId, status } }: { readonly line: Line }): ReactNode {
  const { t, href } = usePage();
  if (person === null) return <li className="group-line">{t(`pro.code.${groupResult.name}.${result}`)}</li>;
  const name = nameOf(person);
  const said =
    status === null
      ? t(`pro.code.${groupResult.name}.${result}`)
      : t(`code.${referralStatus.name}.${status}`);
  const next = status === "awaiting_consent" ? "ask" : referralId === null ? "person" : "see";
  const path = referralId === null ? `/pro/personnes/${person.personId}` : `/pro/orientations/${referralId}`;
  return (
    <li className="group-line">
      <span dir="auto">{name}</span>
      <span>{said}</span>
      <a className="button button-quiet" href={href(path)}>
        {t(`pro.group.result.${next}`)}
        <span className="visually-hidden"> {name}</span>
      </a>
    </li>
  );
}
