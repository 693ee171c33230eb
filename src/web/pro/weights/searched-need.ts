import { needCode, type LifeEvent, type MobilityMode, type NeedCode } from "#directory";
import { needsOfWish, readAnswers } from "../../public/pages/three-questions.tsx";
import { readSearch } from "../../public/search-query.ts";

/** What the address of a public search says of a need. The words that were typed are left out. */
export interface SearchedNeed {
  /** Code or name of the commune; empty when the address names none. */
  readonly town: string;
  readonly mobility: MobilityMode;
  readonly age: number | null;
  readonly lifeEvent: LifeEvent | null;
  readonly needs: readonly NeedCode[];
  readonly accessibility: readonly "wheelchair"[];
  readonly digital: "none" | "ok";
  readonly budget: "none" | "low";
}

/** Reads the address of a search or of the three questions; null when it is neither. */
export function searchedNeed(address: string): SearchedNeed | null {
  if (!URL.canParse(address, "https://tisser.example")) return null;
  const { searchParams } = new URL(address, "https://tisser.example");
  const search = readSearch(searchParams);
  const { wish, event, mobility } = readAnswers(searchParams);
  const named = needCode.codes.filter((code) => code === search.need);
  const needs = [...(wish === null ? [] : needsOfWish(wish)), ...named];
  const town = search.town ?? search.typed;
  if (town === "" && needs.length === 0 && event === null) return null;
  return {
    town,
    mobility,
    age: search.age,
    lifeEvent: event,
    needs: [...new Set(needs)],
    accessibility: search.isWheelchair ? ["wheelchair"] : [],
    digital: search.isWithoutInternet ? "none" : "ok",
    budget: search.isFree ? "none" : "low",
  };
}
