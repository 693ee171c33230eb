import type { OutputOf } from "#base";
import { confirmMerge, listMerges, undoMerge } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";
import { nameOf } from "../person-fields.ts";
import { Refused } from "../refused.tsx";

type Merge = OutputOf<typeof listMerges>["merges"][number];

/** `/pro/fiches-reunies`: proposals to join two files, and those joined lately. */
export const mergesOfFilesPage: PageDefinition = {
  path: "/pro/fiches-reunies",
  part: "persons",
  open: async ({ t, call, query }) => {
    const controllerId = query.get("organisation") ?? undefined;
    const { merges } = await call(listMerges, controllerId === undefined ? {} : { controllerId });
    return { title: t("pro.merge.title"), main: <Merges merges={merges} /> };
  },
};

function Merges({ merges }: { readonly merges: readonly Merge[] }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.merge.title")}</h1>
      <p className="lead">{t("pro.merge.lead")}</p>
      <Refused actions={[confirmMerge, undoMerge]} />
      {merges.length === 0 ? <p>{t("pro.merge.none")}</p> : null}
      <ul className="offers">
        {merges.map((merge) => (
          <MergeLine key={merge.id} merge={merge} />
        ))}
      </ul>
    </div>
  );
}

function MergeLine({ merge }: { readonly merge: Merge }): ReactNode {
  const { t, href, format } = usePage();
  const { kept, merged, confirmedAt, proposedAt, proposedBy, mayConfirm } = merge;
  const about = t("pro.merge.into", { merged: nameOf(merged), kept: nameOf(kept) });
  return (
    <li className="offer offer-line">
      <h2 className="offer-name" dir="auto">
        <a href={href(`/pro/personnes/${kept.id}`)}>{about}</a>
      </h2>
      <p>
        {confirmedAt === null
          ? t("pro.merge.proposed", {
              day: dayInWords(format, proposedAt),
              name: proposedBy ?? t("pro.companions.gone"),
            })
          : t("pro.merge.done", { day: dayInWords(format, confirmedAt) })}
      </p>
      {confirmedAt === null ? (
        <p>
          <a href={href(`/pro/personnes/${kept.id}/reunir`, { avec: merged.id })}>{t("pro.merge.see")}</a>
        </p>
      ) : null}
      <div className="widen">
        {mayConfirm ? (
          <ActButton
            action={confirmMerge}
            params={{ mergeId: merge.id }}
            values={{}}
            label={t("pro.merge.confirm")}
            about={about}
            tone="main"
          />
        ) : null}
        <ActButton
          action={undoMerge}
          params={{ mergeId: merge.id }}
          values={{}}
          label={t(confirmedAt === null ? "pro.merge.drop" : "pro.merge.undo")}
          about={about}
        />
      </div>
      {confirmedAt === null && !mayConfirm ? <p className="quiet">{t("pro.merge.other")}</p> : null}
    </li>
  );
}
