/** A question of the self-check: one of an instrument, or one of our own with yes or no. */
export interface SelfCheckQuestion {
  /** linkId of the item, or the name of our own question. */
  readonly id: string;
  /** Instrument to which it belongs; null for our own. */
  readonly instrument: string | null;
}

const of = (instrument: string, ...ids: readonly string[]): readonly SelfCheckQuestion[] =>
  ids.map((id) => ({ id, instrument }));

/**
 * The questions in their order: the three of UCLA before the direct one, because its word gives some people pause (ONS),
 * then the five networks, then ours. Source  reference/screening-pathway.json, tier T1.
 */
export const selfCheckQuestions: readonly SelfCheckQuestion[] = [
  ...of("ucla3", "ucla3-1", "ucla3-2", "ucla3-3"),
  ...of("ons-direct", "onsd-1"),
  ...of(
    "credoc5",
    "credoc-famille",
    "credoc-amis",
    "credoc-voisins",
    "credoc-collegues",
    "credoc-association",
  ),
  { id: "lives-alone", instrument: null },
  { id: "wants-contact", instrument: null },
];

/** Codes of our own questions. */
export const yes = 1;
/** See {@link yes}. */
export const no = 0;
