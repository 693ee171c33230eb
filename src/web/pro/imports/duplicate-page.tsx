import type { OutputOf } from "#base";
import { keepApart, mergeDuplicate, readDuplicate } from "#exchange/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActButton } from "../act-button.tsx";
import { FieldValue } from "./field-value.tsx";
import { Likeness } from "./duplicates-page.tsx";

type Pair = OutputOf<typeof readDuplicate>;
type Side = Pair["sides"][number];

const listPath = "/pro/imports/doublons";

/** `/pro/imports/doublons/:id/:otherId`: two entries side by side, and what to do with them. */
export const duplicatePage: PageDefinition = {
  path: `${listPath}/:id/:otherId`,
  part: "directory",
  open: async ({ t, call, params }) => {
    const { id = "", otherId = "" } = params;
    const pair = await call(readDuplicate, { id, otherId });
    return { title: t("pro.duplicate.title"), main: <PairView pair={pair} /> };
  },
};

function PairView({ pair }: { readonly pair: Pair }): ReactNode {
  const { t, href } = usePage();
  const [one, other] = pair.sides;
  return (
    <div className="column">
      <p>
        <a href={href(listPath)}>{t("pro.duplicate.back")}</a>
      </p>
      <h1>{t("pro.duplicate.title")}</h1>
      <Likeness pair={pair} />
      <Fields pair={pair} />
      <p>{t("pro.duplicate.about")}</p>
      {one && other ? (
        <>
          <Keep kept={one} merged={other} />
          <Keep kept={other} merged={one} />
          <ActButton
            action={keepApart}
            params={{ id: one.id, otherId: other.id }}
            values={{}}
            label={t("pro.duplicate.apart")}
          />
        </>
      ) : null}
    </div>
  );
}

function Keep({ kept, merged }: { readonly kept: Side; readonly merged: Side }): ReactNode {
  const { t } = usePage();
  const words = ({ name, sourceName }: Side): { readonly name: string; readonly source: string } => {
    return { name, source: sourceName };
  };
  if (merged.holdsMerged) return <p>{t("pro.duplicate.cannot", words(merged))}</p>;
  return (
    <ActButton
      action={mergeDuplicate}
      params={{}}
      values={{ keptId: kept.id, mergedId: merged.id }}
      label={t("pro.duplicate.keep", words(kept))}
      tone="main"
    />
  );
}

function Fields({ pair }: { readonly pair: Pair }): ReactNode {
  const { t, format } = usePage();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard
    <div className="compared-frame" role="region" aria-label={t("pro.duplicate.table")} tabIndex={0}>
      <table className="compared">
        <caption>{t("pro.duplicate.table")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("pro.waitingRows.field")}</th>
            {pair.sides.map(({ id, name, sourceName }) => (
              <th key={id} scope="col" lang="fr" dir="auto">
                {t("pro.duplicate.side", { name, source: sourceName })}
              </th>
            ))}
            <th scope="col">{t("pro.duplicate.isSame")}</th>
          </tr>
        </thead>
        <tbody>
          {pair.fields.map(({ field, values, isSame }) => (
            <tr key={field}>
              <th scope="row">{t(`pro.entryField.${field}`)}</th>
              {values.map((value, at) => (
                <td key={pair.sides[at]?.id}>
                  <FieldValue field={field} value={value} />
                </td>
              ))}
              <td>{t(isSame ? "pro.duplicate.same" : "pro.duplicate.differs")}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t("pro.duplicate.confirmed")}</th>
            {pair.sides.map(({ id, confirmedOn }) => (
              <td key={id}>{confirmedOn === null ? "–" : format.day(confirmedOn)}</td>
            ))}
            <td>–</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
