import { defineCodeList } from "#base";

/** Ages as the self-check asks for them: no finer than the lines and modules need. `grown` is 16 or more, not said further. */
export const ageBand = defineCodeList("ageBand", "Tisser, bounds of reference/screening-pathway.json", [
  "under-16",
  "16-17",
  "18-25",
  "26-49",
  "50-59",
  "60-plus",
  "grown",
]);

/** One of {@link ageBand}. */
export type AgeBand = (typeof ageBand.codes)[number];

const youngest: Readonly<Record<AgeBand, number | null>> = {
  "under-16": 15,
  "16-17": 16,
  "18-25": 18,
  "26-49": 26,
  "50-59": 50,
  "60-plus": 60,
  grown: null,
};

/** The youngest age of a band, in years: what the bounds of the pathway are compared with. Missing  null when not said. */
export function youngestOf(band: AgeBand): number | null {
  return youngest[band];
}

/**
 * Whether somebody of a band is asked questions: all of its ages have the minimum. Whoever says no more than "16 or more" counts
 * as sixteen.
 */
export function isAsked(band: AgeBand, { minimumAge }: { readonly minimumAge: number }): boolean {
  return (youngestOf(band) ?? 16) >= minimumAge;
}

/** The bands to choose from: a band that says no more than "16 or more" is left out where that would not be enough. */
export function bandsAsked(minimumAge: number): readonly AgeBand[] {
  return ageBand.codes.filter((band) => band !== "grown" || isAsked(band, { minimumAge }));
}
