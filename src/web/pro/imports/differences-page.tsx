import type { OutputOf } from "#base";
import { listDifferences, settleDifference } from "#exchange/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Original } from "../../ui/original.tsx";
import { ActButton } from "../act-button.tsx";
import { Refused } from "../refused.tsx";
import { ComparedFields } from "./changed-value.tsx";
import { ImportsTrail } from "./imports-page.tsx";

type Differences = OutputOf<typeof listDifferences>;
type Difference = Differences["differences"][number];

const path = "/pro/imports/differences";

/** `/pro/imports/differences`: where a feed says something else than a human wrote; both are shown, and one is chosen. */
export const differencesPage: PageDefinition = {
  path,
  part: "directory",
  open: async ({ t, call, query }) => {
    const found = await call(listDifferences, { page: query.get("page") ?? "1" });
    return { title: t("pro.differences.title"), main: <DifferencesView found={found} /> };
  },
};

function DifferencesView({ found }: { readonly found: Differences }): ReactNode {
  const { t, href } = usePage();
  const last = Math.ceil(found.total / found.pageSize);
  return (
    <div className="column">
      <h1>{t("pro.differences.title")}</h1>
      <p className="lead">{t("pro.differences.lead")}</p>
      <ImportsTrail />
      <Refused actions={[settleDifference]} />
      <p role="status">{t("pro.differences.count", { count: found.total })}</p>
      {found.total === 0 ? <p>{t("pro.differences.none")}</p> : null}
      <ol className="offers">
        {found.differences.map((one) => (
          <DifferenceView key={`${one.entityId} ${one.field}`} difference={one} />
        ))}
      </ol>
      {found.page < last ? (
        <p>
          <a href={href(path, { page: found.page + 1 })}>{t("pro.differences.more")}</a>
        </p>
      ) : null}
    </div>
  );
}

function DifferenceView({ difference }: { readonly difference: Difference }): ReactNode {
  const { t, href, format } = usePage();
  const { entityId, kind, field, offerId, name, sourceName, recordedOn, stored, imported } = difference;
  const heads = [t("pro.differences.stored"), t("pro.differences.imported")] as const;
  const choices = [
    ["stored", t("pro.differences.keepStored")],
    ["imported", t("pro.differences.takeImported")],
  ] as const;
  return (
    <li className="offer offer-line">
      <h2 className="offer-name">
        {offerId === null ? (
          <Original>{name}</Original>
        ) : (
          <a href={href(`/pro/imports/fiche/${offerId}`)}>
            <Original>{name}</Original>
          </a>
        )}
      </h2>
      <p>
        <Original>{sourceName}</Original> · {format.day(recordedOn)}
      </p>
      <ComparedFields
        caption={name}
        heads={heads}
        fields={[{ field: `${kind}.${field}`, values: [stored, imported] }]}
      />
      {choices.map(([choice, label]) => (
        <ActButton
          key={choice}
          action={settleDifference}
          params={{ entityId, field }}
          values={{ choice }}
          label={label}
          about={name}
        />
      ))}
    </li>
  );
}
