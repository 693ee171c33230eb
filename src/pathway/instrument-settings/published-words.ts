import { mayPublish, type Instrument } from "#instruments";
import type { OperatorTextRow, WordingRow } from "./store.ts";

/**
 * Whether a decision on these words makes sense: they are a working translation of the instrument. Verified words need no
 * decision; licensed ones are those of their holder.
 */
export function isDecidableWording(
  { id, wordings }: Instrument,
  texts: readonly Pick<OperatorTextRow, "instrument" | "wording">[],
  wording: string,
): boolean {
  if (texts.some((text) => text.instrument === id && text.wording === wording)) return true;
  return Object.values(wordings).some((known) => known.version === wording && !mayPublish(known, false));
}

/**
 * Whether answers given in these words may feed a published figure of the territory: verified words, or a working
 * translation accepted by the newest recorded decision. Unknown words never may.
 * Shapes  decisions: newest decision under `<instrument> <wording>`.
 */
export function mayPublishWords(
  { id, wordings }: Instrument,
  wording: string,
  decisions: ReadonlyMap<string, Pick<WordingRow, "is_accepted">>,
): boolean {
  const known = Object.values(wordings).find(({ version }) => version === wording);
  const isAccepted = decisions.get(`${id} ${wording}`)?.is_accepted === true;
  return known === undefined ? isAccepted : mayPublish(known, isAccepted);
}
