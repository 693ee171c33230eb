import type { OutputOf } from "#base";
import { keepApart, listDuplicates, listMerges, mergeDuplicate, unmergeDuplicate } from "#exchange/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Original } from "../../ui/original.tsx";
import { ActButton } from "../act-button.tsx";
import { Refused } from "../refused.tsx";
import { ImportsTrail } from "./imports-page.tsx";

type Duplicates = OutputOf<typeof listDuplicates>;
type Merges = OutputOf<typeof listMerges>;

const listPath = "/pro/imports/doublons";
const mergesPath = "/pro/imports/fusions";

/** `/pro/imports/doublons`: pairs that may be the same thing. */
export const duplicatesPage: PageDefinition = {
  path: listPath,
  part: "directory",
  open: async ({ t, call, query }) => {
    const duplicates = await call(listDuplicates, { page: query.get("page") ?? "1" });
    return { title: t("pro.duplicates.title"), main: <DuplicatesView duplicates={duplicates} /> };
  },
};

function DuplicatesView({ duplicates }: { readonly duplicates: Duplicates }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.duplicates.title")}</h1>
      <p className="lead">{t("pro.duplicates.lead")}</p>
      <ImportsTrail />
      <Refused actions={[mergeDuplicate, keepApart]} />
      <p role="status">{t("pro.duplicates.count", { count: duplicates.total })}</p>
      <ol className="offers">
        {duplicates.pairs.map((pair) => (
          <li key={`${pair.id} ${pair.otherId}`} className="offer offer-line">
            <h2 className="offer-name">
              <a href={href(`${listPath}/${pair.id}/${pair.otherId}`)}>
                <Original>
                  {t("pro.duplicates.pair", { name: pair.name, otherName: pair.otherName })}
                </Original>
              </a>
            </h2>
            <p>
              <Original>{`${pair.sourceName} (${pair.city}) · ${pair.otherSourceName} (${pair.otherCity})`}</Original>
            </p>
            <Likeness pair={pair} />
          </li>
        ))}
      </ol>
      <Next list={duplicates} path={listPath} label={t("pro.duplicates.more")} />
    </div>
  );
}

/** How likely two entries are the same, and what says so. */
export function Likeness(props: {
  readonly pair: Pick<Duplicates["pairs"][number], "score" | "evidence" | "distanceMetres">;
}): ReactNode {
  const { t, format } = usePage();
  const { score, evidence, distanceMetres } = props.pair;
  return (
    <p>
      <strong>{t("pro.duplicates.score", { score: format.number(score) })}</strong>
      {" · "}
      {evidence.map((code) => t(`code.duplicateEvidence.${code}`)).join(" · ")}
      {distanceMetres === null ? null : ` · ${t("pro.duplicates.distance", { metres: distanceMetres })}`}
    </p>
  );
}

function Next(props: {
  readonly list: { readonly total: number; readonly page: number; readonly pageSize: number };
  readonly path: string;
  readonly label: string;
}): ReactNode {
  const { href } = usePage();
  const { total, page, pageSize } = props.list;
  if (page * pageSize >= total) return null;
  return (
    <p>
      <a href={href(props.path, { page: page + 1 })}>{props.label}</a>
    </p>
  );
}

/** `/pro/imports/fusions`: merges that stand, each of which can be taken back. */
export const mergesPage: PageDefinition = {
  path: mergesPath,
  part: "directory",
  open: async ({ t, call, query }) => {
    const merges = await call(listMerges, { page: query.get("page") ?? "1" });
    return { title: t("pro.merges.title"), main: <MergesView merges={merges} /> };
  },
};

function MergesView({ merges }: { readonly merges: Merges }): ReactNode {
  const { t, href, format } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.merges.title")}</h1>
      <p className="lead">{t("pro.merges.lead")}</p>
      <ImportsTrail />
      <Refused actions={[unmergeDuplicate]} />
      <p role="status">{t("pro.merges.count", { count: merges.total })}</p>
      <ol className="offers">
        {merges.merges.map((merge) => (
          <li key={merge.mergedId} className="offer offer-line">
            <h2 className="offer-name">
              <Original>
                {t("pro.merges.into", {
                  merged: merge.mergedName,
                  mergedSource: merge.mergedSourceName,
                  kept: merge.keptName,
                  keptSource: merge.keptSourceName,
                })}
              </Original>
            </h2>
            <p>{t("pro.merges.since", { when: momentInWords(format, merge.mergedAt) })}</p>
            <p>
              <a href={href(`/lieu/${merge.keptId}`)}>
                {t("pro.merges.see")}
                <span className="visually-hidden"> : {merge.keptName}</span>
              </a>
            </p>
            <ActButton
              action={unmergeDuplicate}
              params={{ mergedId: merge.mergedId }}
              values={{}}
              label={t("pro.merges.undo")}
              about={merge.mergedName}
              tone="danger"
            />
          </li>
        ))}
      </ol>
      <Next list={merges} path={mergesPath} label={t("pro.merges.more")} />
    </div>
  );
}
