import type { OutputOf } from "#base";
import { searchOffers, type Town } from "#directory/actions";
import type { ReactNode } from "react";
import { addressOf } from "../../address.ts";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { refusalIn } from "../../refusal.ts";
import { AddressChoice } from "../address-choice.tsx";
import type { NearHeading } from "../address-heading.tsx";
import { AskAgain, InsteadOfAddress } from "../ask-again.tsx";
import { findPlace, type Place } from "../find-place.ts";
import { linesOf } from "../first-lines.tsx";
import { PlaceForm } from "../place-form.tsx";
import { findPosted, readPosted, townByCode, type SearchedAddress, type Without } from "../posted-place.ts";
import { readSearch, searchInput, searchPath, writeSearch, type SearchQuery } from "../search-query.ts";
import { SearchResults } from "../search-results.tsx";
import { TownChoice } from "../town-choice.tsx";

/**
 * `/chercher`: what there is around a town or a point, nearest first. The address holds the whole question; an address where
 * somebody lives is posted instead, and what it leads to tells a rounded point.
 */
export const search: PageDefinition = {
  path: searchPath,
  part: "directory",
  takesPosted: true,
  open: (context) => (context.posted === null ? openRead(context) : openPosted(context, context.posted)),
};

async function openRead(context: PageContext): Promise<PageContent> {
  const asked = readSearch(context.query);
  const place = await findPlace(context, asked);
  if (place.kind === "town") return results(context, asked, { place });
  if (place.kind === "point") return results(context, asked, { place, near: await nearOf(context, asked) });
  if (place.kind === "several") {
    const main = <TownChoice search={asked} towns={place.towns} />;
    return { title: context.t("page.towns.title"), isPublic: true, main };
  }
  if (place.kind === "nowhere") return askAgain(context, asked, null);
  // Read from an address in the browser, it goes to nobody: what our own towns say of it is all.
  const towns = context.addressService === null ? await townsInside(context, asked.typed) : [];
  return askAgain(context, asked, { error: context.t("page.place.unknown", { typed: asked.typed }), towns });
}

async function openPosted(context: PageContext, posted: URLSearchParams): Promise<PageContent> {
  const asked = readPosted(posted);
  const found = await findPosted(context, asked, posted);
  if (found.kind === "tellable")
    return { title: "", main: null, movedTo: addressOf("fr", searchPath, writeSearch(asked)) };
  if (found.kind === "address") return aroundAddress(context, asked, found.address);
  if (found.kind === "instead") return instead(context, asked, found);
  const main = <AddressChoice search={asked} addresses={found.addresses} towns={found.towns} />;
  return { title: context.t("page.towns.title"), samePath: searchPath, main };
}

function aroundAddress(
  context: PageContext,
  asked: SearchQuery,
  { label, point, near, town }: SearchedAddress,
): Promise<PageContent> {
  const around = { ...asked, typed: "", town: null, point, near };
  return results(context, around, {
    place: { kind: "point", ...point },
    near: { label, town, precision: near.precision },
  });
}

/** No address: what is around the town that was named beside it, and said so; without one it is asked again. */
async function instead(
  context: PageContext,
  asked: SearchQuery,
  { why, towns }: { readonly why: Without; readonly towns: readonly Town[] },
): Promise<PageContent> {
  const [only, ...others] = towns;
  if (only === undefined || others.length > 0) {
    const error = context.t(`code.addressOutcome.${why}`, serviceOf(context));
    return { ...askAgain(context, asked, { error, towns }), samePath: searchPath };
  }
  const around = { ...asked, typed: "", town: only.code };
  return results(context, around, {
    place: { kind: "town", code: only.code, others: [] },
    notice: (
      <InsteadOfAddress
        why={why}
        town={only}
        form={<PlaceForm typed={asked.typed} words={asked.words} list={asked.list} />}
      />
    ),
  });
}

function serviceOf({ addressService }: PageContext): { readonly service: string } {
  return { service: addressService?.name ?? "" };
}

/** The address that the browser's address hints at; null where the point is a device's. */
async function nearOf(context: PageContext, { near }: SearchQuery): Promise<NearHeading | null> {
  const town = near && (await townByCode(context, near.town));
  return near && town && { label: null, town, precision: near.precision };
}

/** Towns named inside a text that is no town, where nobody says where addresses are. */
async function townsInside(context: PageContext, text: string): Promise<readonly Town[]> {
  const found = await findPosted(
    context,
    { ...readSearch(new URLSearchParams()), typed: text },
    new URLSearchParams(),
  );
  return found.kind === "instead" ? found.towns : [];
}

/** Where results are around, and what the page says of it. */
interface Around {
  readonly place: Extract<Place, { kind: "town" | "point" }>;
  readonly near?: NearHeading | null;
  readonly notice?: ReactNode;
}

async function results(
  context: PageContext,
  asked: SearchQuery,
  { place, near = null, notice }: Around,
): Promise<PageContent> {
  const { t, call, posted } = context;
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
    const named = found.town ?? near?.town ?? null;
    return {
      title: named ? t("page.search.title", { place: named.name }) : t("page.search.titleHere"),
      // A list of a whole town is for search engines too; one of somebody's words is not.
      ...(found.town && !asked.words
        ? {
            description: t("page.search.description", { place: found.town.name }),
            canonical: { path: searchPath, query: { town: found.town.code } },
          }
        : {}),
      isPublic: place.kind === "town" && asked.list.length === 0,
      // The address of a page that answers to what was posted says nothing: another leads to the same list.
      ...(posted === null
        ? { hasPrintedCode: true }
        : { samePath: addressOf("fr", searchPath, writeSearch(settled)) }),
      main: (
        <SearchResults
          search={settled}
          found={found}
          lines={await linesOf(context, found.lineIds)}
          others={place.kind === "town" ? place.others : []}
          near={near}
          notice={notice}
        />
      ),
    };
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal || !placeFaults.has(refusal.code)) throw error;
    const wrong = { error: t(`error.${refusal.code}`, refusal.params), towns: [] };
    return askAgain(context, asked, wrong, refusal.status);
  }
}

/** Refusals that another place puts right. */
const placeFaults = new Set([
  "directory.townNotFound",
  "directory.placeNeeded",
  "directory.positionUnusable",
]);

function askAgain(
  { t }: PageContext,
  asked: SearchQuery,
  wrong: { readonly error: string; readonly towns: readonly Town[] } | null,
  status = 200,
): PageContent {
  return { title: t("page.place.where"), status, main: <AskAgain asked={asked} wrong={wrong} /> };
}
