import type { KeptAnswers } from "../screening/response.ts";

/**
 * The questions whose answers differ between two readings of the same paper form, in the order of the first. An answer that
 * one reading has and the other lacks differs too.
 */
export function differencesBetween(first: KeptAnswers, second: KeptAnswers): readonly string[] {
  const linkIds = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return linkIds.filter((linkId) => first[linkId] !== second[linkId]);
}
