import { instrumentSummaries, type InstrumentSummary } from "#instruments";

/** Instruments that ask about health: they exist only where the profile holds health items. */
const aboutHealth: ReadonlySet<string> = new Set([
  "who5",
  "phq9",
  "phq2",
  "gad7",
  "gad2",
  "k6",
  "swemwbs",
  "ons4",
  "cssrs-screener",
  "bsmas",
  "smds9",
  "mini-zarit",
]);

/** An instrument that is no questionnaire of codes: it is drawn, on a page of its own. */
const drawn = "ego-network";

/**
 * The instruments that a professional may use: those on by default whose words may be shown and none of whose answers
 * tells of suicidal risk, because that needs a covered on-call first (screening pathway, `defaultOff`).
 */
export function offeredInstruments({
  hasHealth,
}: {
  readonly hasHealth: boolean;
}): readonly InstrumentSummary[] {
  return instrumentSummaries.filter(
    ({ id, isOnByDefault, canShipItems, hasSuicidalRiskItem }) =>
      isOnByDefault &&
      canShipItems &&
      !hasSuicidalRiskItem &&
      id !== drawn &&
      (hasHealth || !aboutHealth.has(id)),
  );
}
