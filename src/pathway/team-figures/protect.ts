import { completeCountRule, isTooSmall } from "#stats";

const rule = completeCountRule;

/** A count of a table, or null where it is withheld. */
export interface ShownCount {
  readonly code: string;
  readonly count: number | null;
}

/** The code under which small counts of a table stand together. */
export const together = "together";

/** A count by the organisation it comes from, in one order for all counts of a page; of a team's own page, a single entry. */
export type Parts = readonly number[];

/** Most organisations of which one reader may know the figures already, because they work there. */
export const knownAtMost = 2;

/** The whole of a count. */
export function totalOf(parts: Parts): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

/** Counts of the same organisations, added up. */
export function addParts(a: Parts, b: Parts): Parts {
  return a.map((part, at) => part + (b[at] ?? 0));
}

const lessParts = (whole: Parts, part: Parts): Parts => whole.map((count, at) => count - (part[at] ?? 0));

/** What is left of a count for whoever knows the parts of some organisations: those that leave the least. */
function leftOf(parts: Parts): number {
  const known = parts.length > knownAtMost ? parts.toSorted((a, b) => b - a).slice(0, knownAtMost) : [];
  return totalOf(parts) - totalOf(known);
}

/** Whether a count is too small, whole or without what the people of two organisations know of it. */
export function isSmallCount(parts: Parts): boolean {
  return isTooSmall({ n: leftOf(parts), numerator: null }, rule);
}

/** Whether a share says too much: one of its sides is too small, whole or without what two organisations know. */
export function isSmallShare(n: Parts, numerator: Parts): boolean {
  return isSmallCount(n) || isSmallCount(numerator) || isSmallCount(lessParts(n, numerator));
}

/**
 * Counts of one table whose sum is known to the reader. Small counts are put together until what stands together is small no
 * longer, the next smallest with them when it must: then no count of the table is small and none is left out of the sum. A
 * table whose whole sum is too small shows nothing.
 */
export function protectTable(counts: ReadonlyMap<string, Parts>): readonly ShownCount[] {
  const sorted = [...counts]
    .filter(([, parts]) => totalOf(parts) > 0)
    .toSorted((a, b) => totalOf(a[1]) - totalOf(b[1]) || a[0].localeCompare(b[0]));
  const merged = sorted.filter(([, parts]) => isSmallCount(parts));
  const rest = sorted.filter(([, parts]) => !isSmallCount(parts));
  const sum = (): Parts => merged.map(([, parts]) => parts).reduce(addParts);
  while (merged.length > 0 && rest.length > 0 && isSmallCount(sum())) merged.push(...rest.splice(0, 1));
  // In the order of the alphabet of codes, so that nothing is ranked.
  const shown = rest
    .map(([code, parts]) => ({ code, count: totalOf(parts) }))
    .toSorted((a, b) => a.code.localeCompare(b.code));
  if (merged.length === 0) return shown;
  return [...shown, { code: together, count: isSmallCount(sum()) ? null : totalOf(sum()) }];
}

/**
 * Counts of which each is part of the one before. One is shown where it, and what is lost since the last one shown, are both
 * large enough: nobody can be worked out from the difference of two steps.
 */
export function protectChain(counts: readonly Parts[]): readonly (number | null)[] {
  let last: Parts | null = null;
  return counts.map((parts) => {
    const isShown = last === null ? !isSmallCount(parts) : !isSmallShare(last, parts);
    if (!isShown) return null;
    last = parts;
    return totalOf(parts);
  });
}

/** A share of a group, or null where either side of it is small. */
export function protectShare(
  n: Parts,
  numerator: Parts,
): { readonly n: number; readonly share: number } | null {
  if (isSmallShare(n, numerator)) return null;
  return { n: totalOf(n), share: totalOf(numerator) / totalOf(n) };
}

/** A group with how many of it did something. */
export interface GroupShare {
  readonly code: string;
  readonly n: Parts;
  readonly numerator: Parts;
}

/**
 * Shares of groups whose sum is known to the reader. Where one side of a group is small its share is withheld, and then so many
 * others, the smallest first, that all withheld together are not small: otherwise what is known of the whole would give it away.
 */
export function protectShares(groups: readonly GroupShare[]): ReadonlyMap<string, number | null> {
  const small = (own: readonly GroupShare[]): boolean =>
    isSmallShare(
      own.map(({ n }) => n).reduce(addParts),
      own.map(({ numerator }) => numerator).reduce(addParts),
    );
  const withheld = groups.filter((group) => small([group]));
  const rest = groups.filter((group) => !small([group])).toSorted((a, b) => totalOf(a.n) - totalOf(b.n));
  while (withheld.length > 0 && small(withheld)) {
    const next = rest.shift();
    if (next === undefined) break;
    withheld.push(next);
  }
  return new Map(
    groups.map((group) => [
      group.code,
      withheld.includes(group) ? null : totalOf(group.numerator) / totalOf(group.n),
    ]),
  );
}
