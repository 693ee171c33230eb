import { findTowns, longestAddress, locateAddress, type AddressOutcome, type Town } from "#directory/actions";
import type { GeoPoint } from "#base";
import type { PageContext } from "../page.ts";
import { readSearch, type NearAddress, type SearchQuery } from "./search-query.ts";

/** An address that is searched around: its words are shown on the page that answers, and stand in no address. */
export interface SearchedAddress {
  readonly label: string;
  readonly point: GeoPoint;
  readonly near: NearAddress;
  readonly town: Town;
}

/** What a place that was posted came to. */
export type PostedPlace =
  /** A town or a postcode, or nothing: that can be asked in an address. */
  | { readonly kind: "tellable" }
  | { readonly kind: "address"; readonly address: SearchedAddress }
  | {
      readonly kind: "choose";
      readonly addresses: readonly SearchedAddress[];
      readonly towns: readonly Town[];
    }
  /** No address; the towns named inside the text, by which one can go on. */
  | { readonly kind: "instead"; readonly why: Without; readonly towns: readonly Town[] };

/** Why there is no address. */
export type Without = Exclude<AddressOutcome, "town" | "place" | "several">;

/** Reads a posted search, with a place of the length of an address. */
export function readPosted(posted: URLSearchParams): SearchQuery {
  return readSearch(posted, longestAddress);
}

/**
 * Finds the place that was posted: an address chosen among several, a town chosen from the list, else what was typed. A text that our
 * own towns do not know goes to the service of addresses, and a page asks for that only when somebody posted it.
 */
export async function findPosted(
  context: Pick<PageContext, "call">,
  asked: SearchQuery,
  posted: URLSearchParams,
): Promise<PostedPlace> {
  const chosen = await chosenAddress(context, asked, posted);
  if (chosen !== null) return { kind: "address", address: chosen };
  if (asked.town !== null || asked.typed === "") return { kind: "tellable" };
  const { outcome, places, towns } = await context.call(locateAddress, { text: asked.typed });
  const addresses = places.map(({ label, precision, position, town }) => ({
    label,
    point: position,
    near: { town: town.code, precision },
    town,
  }));
  const [only] = addresses;
  if (outcome === "town") return { kind: "tellable" };
  if (outcome === "place" && only) return { kind: "address", address: only };
  if (outcome === "place" || outcome === "several") return { kind: "choose", addresses, towns };
  return { kind: "instead", why: outcome, towns };
}

/** What stands in a label that somebody posts back: one line, no control and direction marks. */
function plainLabel(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 200);
}

async function chosenAddress(
  { call }: Pick<PageContext, "call">,
  { point, near }: SearchQuery,
  posted: URLSearchParams,
): Promise<SearchedAddress | null> {
  const label = plainLabel(posted.get("adresse") ?? "");
  if (label === "" || point === null || near === null) return null;
  const town = await townByCode({ call }, near.town);
  return town && { label, point, near, town };
}

/** The town of a code; null when no town has it. */
export async function townByCode({ call }: Pick<PageContext, "call">, code: string): Promise<Town | null> {
  const { towns } = await call(findTowns, { q: code, limit: 1 });
  return towns.find((town) => town.code === code) ?? null;
}
