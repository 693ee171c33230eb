import type { OutputOf } from "#base";
import { searchOffers } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { refusalIn } from "../../refusal.ts";
import { findPlace, type Place } from "../find-place.ts";
import { linesOf } from "../first-lines.tsx";
import { PlaceForm } from "../place-form.tsx";
import { readSearch, searchInput, searchPath, type SearchQuery } from "../search-query.ts";
import { SearchResults } from "../search-results.tsx";
import { TownChoice } from "../town-choice.tsx";

/** `/chercher`: what there is around a town or a point, nearest first. The address holds the whole question. */
export const search: PageDefinition = {
  path: searchPath,
  part: "directory",
  open: async (context) => {
    const asked = readSearch(context.query);
    const place = await findPlace(context, asked);
    if (place.kind === "town" || place.kind === "point") return results(context, asked, place);
    if (place.kind === "several") {
      const main = <TownChoice search={asked} towns={place.towns} />;
      return { title: context.t("page.towns.title"), isPublic: true, main };
    }
    const isAsked = place.kind === "unknown";
    return askAgain(context, asked, isAsked ? context.t("page.place.unknown", { typed: asked.typed }) : null);
  },
};

async function results(
  context: PageContext,
  asked: SearchQuery,
  place: Extract<Place, { kind: "town" | "point" }>,
): Promise<PageContent> {
  const { t, call } = context;
  try {
    const found: OutputOf<typeof searchOffers> = await call(searchOffers, {
      ...(place.kind === "town"
        ? { town: place.code }
        : { latitude: place.latitude, longitude: place.longitude }),
      ...searchInput(asked),
      facets: "true",
    });
    // From here on the town is settled: filters and pages must not ask again which one is meant.
    const settled = { ...asked, town: place.kind === "town" ? place.code : null };
    return {
      title: found.town ? t("page.search.title", { place: found.town.name }) : t("page.search.titleHere"),
      // A list of a whole town is for search engines too; one of somebody's words is not.
      ...(found.town && !asked.words
        ? {
            description: t("page.search.description", { place: found.town.name }),
            canonical: { path: searchPath, query: { town: found.town.code } },
          }
        : {}),
      isPublic: place.kind === "town" && asked.list.length === 0,
      hasPrintedCode: true,
      main: (
        <SearchResults
          search={settled}
          found={found}
          lines={await linesOf(context, found.lineIds)}
          others={place.kind === "town" ? place.others : []}
        />
      ),
    };
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal || !placeFaults.has(refusal.code)) throw error;
    return askAgain(context, asked, t(`error.${refusal.code}`, refusal.params), refusal.status);
  }
}

/** Refusals that another place puts right. */
const placeFaults = new Set([
  "directory.townNotFound",
  "directory.placeNeeded",
  "directory.positionUnusable",
]);

function askAgain({ t }: PageContext, asked: SearchQuery, error: string | null, status = 200): PageContent {
  return { title: t("page.place.where"), status, main: <AskAgain asked={asked} error={error} /> };
}

function AskAgain({
  asked,
  error,
}: {
  readonly asked: SearchQuery;
  readonly error: string | null;
}): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{error ? t("page.place.notFound") : t("page.place.where")}</h1>
      {error ? (
        <ul>
          <li>{t("page.place.hintSpelling")}</li>
          <li>{t("page.place.hintPostcode")}</li>
          <li>
            <a href={href("/numeros")}>{t("page.place.hintLines")}</a>
          </li>
        </ul>
      ) : null}
      <PlaceForm
        typed={asked.typed}
        words={asked.words}
        list={asked.list}
        {...(error ? { error } : {})}
        hasWays
      />
    </div>
  );
}
