import type { OutputOf } from "#base";
import type { Instrument } from "#instruments";
import type { readInstrumentSettings } from "#pathway/actions";
import type { SettingsOf } from "./instruments-page.tsx";

/** What each part of the page is given. */
export interface InstrumentProps {
  readonly all: OutputOf<typeof readInstrumentSettings>;
  readonly settings: SettingsOf;
  readonly instrument: Instrument;
}
