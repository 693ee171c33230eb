import type { OutputOf } from "#base";
import { findAlike, previewMerge, proposeMerge, readFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { bornInWords } from "../born.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";
import { nameOf } from "../person-fields.ts";
import { PersonTrail } from "../person-trail.tsx";
import { Refused } from "../refused.tsx";

type Preview = OutputOf<typeof previewMerge>;
type Alike = OutputOf<typeof findAlike>["persons"];

/** `/pro/personnes/:personId/reunir`: which other file is of the same person, and what joining the two would change. */
export const mergePage: PageDefinition = {
  path: "/pro/personnes/:personId/reunir",
  part: "persons",
  open: async ({ t, call, params, query }) => {
    const file = await call(readFile, { personId: params["personId"] ?? "" });
    const mergedId = query.get("avec");
    if (mergedId !== null) {
      const preview = await call(previewMerge, { keptId: file.id, mergedId });
      return { title: t("pro.merge.preview.title"), main: <PreviewView preview={preview} /> };
    }
    const { givenNames, familyName, birthDate } = file;
    const { persons } = await call(findAlike, {
      givenNames,
      familyName,
      birthDate,
    });
    const others = persons.filter(({ id }) => id !== file.id);
    return { title: t("pro.merge.choose"), main: <Choose file={file} others={others} /> };
  },
};

function Choose({ file, others }: { readonly file: Preview["kept"]; readonly others: Alike }): ReactNode {
  const { t, href, format } = usePage();
  return (
    <div className="column">
      <PersonTrail personId={file.id} givenNames={file.givenNames} />
      <h1>{t("pro.merge.choose")}</h1>
      {others.length === 0 ? (
        <p>{t("pro.merge.choose.none")}</p>
      ) : (
        <>
          <p className="lead">{t("pro.merge.choose.lead")}</p>
          <ul>
            {others.map((one) => (
              <li key={one.id}>
                <a href={href(`/pro/personnes/${file.id}/reunir`, { avec: one.id })} dir="auto">
                  {nameOf(one)}
                </a>
                {" · "}
                {bornInWords({ t, format }, one.birthDate)}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={href("/pro/fiches-reunies")}>{t("pro.merge.list")}</a>
      </p>
    </div>
  );
}

function PreviewView({ preview }: { readonly preview: Preview }): ReactNode {
  const { t, href } = usePage();
  const { kept, merged, obstacles, isTaken } = preview;
  const fields = (names: readonly string[]): string =>
    names.map((name) => t(`pro.merge.field.${name}`)).join(", ");
  return (
    <div className="column">
      <PersonTrail personId={kept.id} givenNames={kept.givenNames} />
      <h1>{t("pro.merge.preview.title")}</h1>
      <Refused actions={[proposeMerge]} />
      <div className="sides">
        <Side title={t("pro.merge.kept")} file={kept} />
        <Side title={t("pro.merge.taken")} file={merged} />
      </div>
      <Counts title={t("pro.merge.moves")} counts={preview.moves} none={t("pro.merge.moves.none")} />
      <Counts title={t("pro.merge.stays")} counts={preview.stays} none={null} />
      {preview.filled.length > 0 ? <p>{t("pro.merge.filled", { fields: fields(preview.filled) })}</p> : null}
      {preview.stricter.length > 0 ? (
        <p>{t("pro.merge.stricter", { fields: fields(preview.stricter) })}</p>
      ) : null}
      {preview.isNoContact ? <Notice tone="human">{t("pro.merge.noContact")}</Notice> : null}
      <p>{t("pro.merge.ended", { count: preview.agreementsEnded })}</p>
      <p>{t("pro.merge.ownPage")}</p>
      {obstacles.length > 0 ? (
        <Notice tone="danger" title={t("pro.merge.obstacles")}>
          <ul>
            {obstacles.map((one) => (
              <li key={one}>{t(`pro.merge.obstacle.${one}`)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {isTaken ? <p>{t("pro.merge.isTaken")}</p> : null}
      <div className="widen">
        {obstacles.length === 0 && !isTaken ? (
          <ActButton
            action={proposeMerge}
            params={{}}
            values={{ keptId: kept.id, mergedId: merged.id }}
            label={t("pro.merge.propose")}
            tone="main"
          />
        ) : null}
        <a
          className="button button-quiet"
          href={href(`/pro/personnes/${merged.id}/reunir`, { avec: kept.id })}
        >
          {t("pro.merge.swap")}
        </a>
        <a className="button button-quiet" href={href("/pro/fiches-reunies")}>
          {t("pro.merge.list")}
        </a>
      </div>
    </div>
  );
}

function Side({ title, file }: { readonly title: string; readonly file: Preview["kept"] }): ReactNode {
  const { t, format } = usePage();
  return (
    <section className="side">
      <h2>{title}</h2>
      <p dir="auto">{nameOf(file)}</p>
      <p>{bornInWords({ t, format }, file.birthDate)}</p>
      <p>{t("pro.merge.opened", { day: dayInWords(format, file.openedAt) })}</p>
    </section>
  );
}

interface CountsProps {
  readonly title: string;
  readonly counts: Preview["moves"];
  /** Said where there are none; null to leave the part out. */
  readonly none: string | null;
}

function Counts({ title, counts, none }: CountsProps): ReactNode {
  const { t } = usePage();
  if (counts.length === 0 && none === null) return null;
  return (
    <section>
      <h2>{title}</h2>
      {counts.length === 0 ? <p>{none}</p> : null}
      <ul>
        {counts.map(({ kind, count }) => (
          <li key={kind}>{t("pro.merge.count", { kind: t(`pro.merge.kind.${kind}`), count })}</li>
        ))}
      </ul>
    </section>
  );
}
