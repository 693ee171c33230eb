import type { CallAction, OutputOf } from "#base";
import { loadInstrument, loadOperatorText, type Instrument } from "#instruments";
import { listOfferedInstruments } from "#pathway/actions";

/** An instrument that one may ask a person, with the licensed words of the territory in it. */
export interface Offered {
  readonly instrument: Instrument;
  /** Why it cannot be asked at this moment; null when it can. */
  readonly reason: OutputOf<typeof listOfferedInstruments>["instruments"][number]["reason"];
  /** Its official form is used on paper: only the result is recorded. */
  readonly isResultOnly: boolean;
}

/** The instruments that one may ask a person. */
export async function offeredTo(call: CallAction, personId: string): Promise<readonly Offered[]> {
  const { instruments } = await call(listOfferedInstruments, { personId });
  return Promise.all(
    instruments.map(async ({ id, reason, isResultOnly, isAssistedOnly, texts }) => {
      let instrument: Instrument = { ...(await loadInstrument(id)), isAssistedOnly };
      for (const text of texts) instrument = await loadOperatorText(instrument, text);
      return { instrument, reason, isResultOnly };
    }),
  );
}
