import { findTowns, type Town } from "#directory/actions";
import type { PageContext } from "../page.ts";
import type { SearchQuery } from "./search-query.ts";

/** Where to search, as far as what was typed or chosen says. */
export type Place =
  | { readonly kind: "nowhere" }
  | { readonly kind: "unknown" }
  | { readonly kind: "several"; readonly towns: readonly Town[] }
  | { readonly kind: "town"; readonly code: string; readonly others: readonly Town[] }
  | { readonly kind: "point"; readonly latitude: number; readonly longitude: number };

const mostTowns = 12;

/** Finds where to search: a chosen town, else a point, else the town that was typed. Asks when several fit. */
export async function findPlace({ call }: Pick<PageContext, "call">, search: SearchQuery): Promise<Place> {
  if (search.town !== null) return { kind: "town", code: search.town, others: [] };
  if (search.point !== null) return { kind: "point", ...search.point };
  if (search.typed === "") return { kind: "nowhere" };
  const { towns } = await call(findTowns, { q: search.typed, limit: mostTowns });
  return chooseTown(search.typed, towns);
}

/** The one town meant by what was typed: the only one found, or the only one of exactly that name; else all of them. */
export function chooseTown(typed: string, towns: readonly Town[]): Place {
  const [only] = towns;
  if (!only) return { kind: "unknown" };
  if (towns.length === 1) return { kind: "town", code: only.code, others: [] };
  const namesakes = towns.filter((town) => plainName(town.name) === plainName(typed));
  const [meant] = namesakes;
  if (!meant || namesakes.length > 1) return { kind: "several", towns };
  return { kind: "town", code: meant.code, others: towns.filter((town) => town !== meant) };
}

/** A name without accents, capitals, hyphens and apostrophes; `St` and `Ste` written out. */
function plainName(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .replaceAll(/\bst(e?)\b/g, "saint$1")
    .trim();
}
