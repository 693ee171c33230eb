import { instrumentIds, loadInstrument } from "#instruments";
import { surveyInstrument } from "../instrument-scores.ts";

/** An item of an instrument that a column of a survey can hold. */
export interface SurveyItem {
  readonly instrument: string;
  /** Name under which the instrument is known, for instance `UCLA-3`. */
  readonly shortName: string;
  readonly linkId: string;
  /** Codes that it offers; null where it takes a number. */
  readonly codes: ReadonlySet<number> | null;
}

let known: Promise<readonly SurveyItem[]> | undefined;

/** Every item of the catalogue that a column can hold, in its order. Read once a process. */
export function surveyItems(): Promise<readonly SurveyItem[]> {
  known ??= readItems();
  return known;
}

async function readItems(): Promise<readonly SurveyItem[]> {
  const items: SurveyItem[] = [];
  for (const id of instrumentIds) {
    const instrument = await surveyInstrument(id);
    if (instrument === null) continue;
    const { shortName } = await loadInstrument(id);
    for (const linkId of instrument.linkIds)
      items.push({ instrument: id, shortName, linkId, codes: instrument.codesOf(linkId) });
  }
  return items;
}
