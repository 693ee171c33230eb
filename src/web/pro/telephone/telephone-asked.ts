import type { GeoPoint, Id } from "#base";
import { readShortlist, writeShortlist } from "#directory";
import type { Query } from "../../page.ts";
import { readSearch, writePlace, type NearAddress } from "../../public/search-query.ts";

/** What is asked on the telephone page. */
export interface Asked {
  /** Where and what; only what, where an address says where. */
  readonly line: string;
  /** Code of a town chosen among several; null when the line says which. */
  readonly town: string | null;
  /** The rounded point of an address, and what may be told of it; null when none was given. */
  readonly point: GeoPoint | null;
  readonly near: NearAddress | null;
  readonly list: readonly Id<"offer">[];
  /** Which five of the offers found, from 0. */
  readonly part: number;
}

/** Longest line that says where and what. */
const longestLine = 120;

/** Reads what is asked. @param list the shortlist as typed */
export function readAsked(query: URLSearchParams, list: string): Asked {
  const { town, point, near } = readSearch(query);
  return {
    line: (query.get("ligne") ?? "").trim().slice(0, longestLine),
    town,
    // A point alone is nobody's here: only an address brings one.
    point: near && point,
    near,
    list: readShortlist(list.slice(0, 300)),
    part: Math.min(3, Math.max(0, Math.trunc(Number(query.get("suite")) || 0))),
  };
}

/** The same question as fields of an address. */
export function writeAsked({ line, town, point, near, list, part }: Asked): Query {
  const { lat, lon, pres, precis } = writePlace({ typed: "", town, point, near });
  return { ligne: line, town, lat, lon, pres, precis, liste: writeShortlist(list), suite: part || null };
}
