import { completeCountRule, isTooSmall } from "#stats";

const rule = completeCountRule;

/** A count of a table, or null where it is withheld. */
export interface ShownCount {
  readonly code: string;
  readonly count: number | null;
}

/** The code under which small counts of a table stand together. */
export const together = "together";

/**
 * Counts of one table whose sum is known to the reader. Counts below the least are put together until what stands together
 * reaches it too, the next smallest with them when it must: then no count of the table is small and none is left out of the
 * sum. A table whose whole sum is too small shows nothing.
 */
export function protectTable(counts: ReadonlyMap<string, number>): readonly ShownCount[] {
  const sorted = [...counts]
    .filter(([, count]) => count > 0)
    .toSorted((a, b) => a[1] - b[1] || a[0].localeCompare(b[0]));
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total < rule.minimumN) return total === 0 ? [] : [{ code: together, count: null }];
  let merged = 0;
  let taken = 0;
  while (
    taken < sorted.length &&
    ((sorted[taken]?.[1] ?? 0) < rule.minimumCell || (taken > 0 && merged < rule.minimumCell))
  ) {
    merged += sorted[taken]?.[1] ?? 0;
    taken += 1;
  }
  const shown = sorted.slice(taken).map(([code, count]) => ({ code, count }));
  // In the order of the alphabet of codes, so that nothing is ranked.
  const rest = shown.toSorted((a, b) => a.code.localeCompare(b.code));
  return taken === 0 ? rest : [...rest, { code: together, count: merged }];
}

/**
 * Counts of which each is part of the one before. One is shown where it, and what is lost since the last one shown, are both
 * large enough: nobody can be worked out from the difference of two steps.
 */
export function protectChain(counts: readonly number[]): readonly (number | null)[] {
  let last: number | null = null;
  return counts.map((count) => {
    const isShown = last === null ? count >= rule.minimumN : !isTooSmall({ n: last, numerator: count }, rule);
    if (!isShown) return null;
    last = count;
    return count;
  });
}

/** A share of a group, or null where either side of it is small. */
export function protectShare(
  n: number,
  numerator: number,
): { readonly n: number; readonly share: number } | null {
  return isTooSmall({ n, numerator }, rule) ? null : { n, share: numerator / n };
}

/** A group with how many of it did something. */
export interface GroupShare {
  readonly code: string;
  readonly n: number;
  readonly numerator: number;
}

/**
 * Shares of groups whose sum is known to the reader. Where one side of a group is small its share is withheld, and then so many
 * others, the smallest first, that all withheld together are not small: otherwise what is known of the whole would give it away.
 */
export function protectShares(groups: readonly GroupShare[]): ReadonlyMap<string, number | null> {
  const small = (own: readonly GroupShare[]): boolean => {
    const sum = (of: "n" | "numerator"): number => own.reduce((total, group) => total + group[of], 0);
    return isTooSmall({ n: sum("n"), numerator: sum("numerator") }, rule);
  };
  const withheld = groups.filter((group) => small([group]));
  const rest = groups.filter((group) => !small([group])).toSorted((a, b) => a.n - b.n);
  while (withheld.length > 0 && small(withheld)) {
    const next = rest.shift();
    if (next === undefined) break;
    withheld.push(next);
  }
  return new Map(
    groups.map((group) => [group.code, withheld.includes(group) ? null : group.numerator / group.n]),
  );
}
