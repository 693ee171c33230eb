// Age bands by which published figures are broken down. Origin: reference/indicators.json of this project (rules, ageBands),
// checked on 2026-11-20; the bands of Crédoc are those of its surveys "Conditions de vie et aspirations" on solitudes.

/** Lowest age in years of each band, and of the last one without an end. */
export const comparatorAgeBands = {
  credoc: [15, 26, 40, 60, 70],
} as const;

/** Who publishes by bands other than ours. */
export type ComparatorBands = keyof typeof comparatorAgeBands;

/** Publishers whose figures on isolation and loneliness in France are those of Crédoc's surveys. */
const credocPublishers = [
  "Fondation de France",
  "credoc.fr",
  "AFP",
  "seed SISM; AFP",
  "banquedesterritoires",
  "FdF (press)",
];

/** Indicators of the reference (its codes) that Crédoc measures. */
const credocIndicators: ReadonlySet<string> = new Set(["LON-02", "ISO-01", "ISO-02", "ISO-10", "EQU-03"]);

/** The bands by which a published figure is broken down, where they are not ours; null where they are, or are not known. */
export function bandsOfComparator(code: string, source: string): ComparatorBands | null {
  const isCredoc = credocIndicators.has(code) && credocPublishers.some((name) => source.startsWith(name));
  return isCredoc ? "credoc" : null;
}
