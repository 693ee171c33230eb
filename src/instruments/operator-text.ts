import type { Issue } from "#base";
import { z } from "zod";
import { instrumentErrors } from "./errors.ts";
import type { Instrument, OptionSet } from "./instrument.ts";

/** A file of words that an operator is licensed for: one language of one instrument. */
export const operatorTextSchema = z.strictObject({
  instrument: z.string(),
  /** Version of the instrument for which it was made. */
  version: z.string(),
  language: z.string().regex(/^[a-z]{2,3}$/),
  /** Names these exact words. */
  wording: z.string().min(1),
  /** Licence or agreement under which the operator may use them. */
  licence: z.string().min(1),
  /** Where the words come from. */
  source: z.string().min(1),
  /** Whether they are the published or official words, taken over unchanged. */
  isOfficial: z.boolean(),
  intro: z.string().min(1).optional(),
  items: z.array(z.strictObject({ linkId: z.string(), text: z.string().min(1) })).min(1),
  /** Option set → the choices, with the codes of the instrument; left out for those that have words already. */
  options: z
    .record(z.string(), z.array(z.strictObject({ code: z.number(), text: z.string().min(1) })).min(1))
    .default({}),
});
/** Words that an operator is licensed for, as a file brings them. */
export type OperatorText = z.infer<typeof operatorTextSchema>;

/**
 * Puts an operator's words into an instrument, without touching items, options or rule.
 * Errors  instruments.operatorTextUnreadable, operatorTextForOther, otherVersion, operatorTextRepeated,
 *         operatorItemMissing (fewer items than the instrument), operatorItemUnknown, itemRepeated,
 *         operatorOptionMismatch.
 */
export function withOperatorText(instrument: Instrument, file: unknown): Instrument {
  const parsed = operatorTextSchema.safeParse(file);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String).join(".") ?? "";
    throw instrumentErrors.operatorTextUnreadable({ path }, { cause: parsed.error, issues: at(path) });
  }
  const text = parsed.data;
  checkBelongs(instrument, text);
  checkItems(instrument, text);
  for (const options of Object.keys(text.options)) checkOptions(instrument, text, options);
  return merged(instrument, text);
}

function at(path: string): readonly Issue[] {
  return [{ path, code: "invalid" }];
}

function checkBelongs({ id, version, wordings }: Instrument, text: OperatorText): void {
  if (text.instrument !== id)
    throw instrumentErrors.operatorTextForOther(
      { expected: id, given: text.instrument },
      { issues: at("instrument") },
    );
  if (text.version !== version)
    throw instrumentErrors.otherVersion(
      { expected: version, given: text.version },
      { issues: at("version") },
    );
  const known = Object.values(wordings).map((wording) => wording.version);
  if (known.includes(text.wording))
    throw instrumentErrors.operatorTextRepeated({ wording: text.wording }, { issues: at("wording") });
}

function checkItems({ items }: Instrument, text: OperatorText): void {
  const seen = new Set<string>();
  for (const [position, { linkId }] of text.items.entries()) {
    const issues = at(`items.${position}.linkId`);
    if (seen.has(linkId)) throw instrumentErrors.itemRepeated({ linkId }, { issues });
    if (!items.some((item) => item.linkId === linkId))
      throw instrumentErrors.operatorItemUnknown({ linkId }, { issues });
    seen.add(linkId);
  }
  const missing = items.find(({ linkId }) => !seen.has(linkId));
  if (missing !== undefined)
    throw instrumentErrors.operatorItemMissing({ linkId: missing.linkId }, { issues: at("items") });
}

/** The choices are those of the instrument: as many, with the same codes. */
function checkOptions({ optionSets }: Instrument, text: OperatorText, options: string): void {
  const known = Object.hasOwn(optionSets, options) ? optionSets[options] : undefined;
  const codes = (text.options[options] ?? []).map(({ code }) => code).toSorted((a, b) => a - b);
  const wanted = known?.kind === "choice" ? known.options.map(({ code }) => code) : [];
  if (codes.join() !== wanted.toSorted((a, b) => a - b).join())
    throw instrumentErrors.operatorOptionMismatch({ options }, { issues: at(`options.${options}`) });
}

function merged(instrument: Instrument, text: OperatorText): Instrument {
  const { language, wording, source, licence, isOfficial, intro } = text;
  const status = isOfficial ? "verified" : "unverified";
  return {
    ...instrument,
    ...(intro === undefined ? {} : { intro: { ...instrument.intro, [language]: intro } }),
    items: instrument.items.map((item) => {
      const said = text.items.find(({ linkId }) => linkId === item.linkId);
      return said === undefined ? item : { ...item, text: { ...item.text, [language]: said.text } };
    }),
    optionSets: Object.fromEntries(
      Object.entries(instrument.optionSets).map(([name, set]) => [name, withOptionText(set, text, name)]),
    ),
    wordings: {
      ...instrument.wordings,
      [language]: { version: wording, status, source: `${source} (${licence})` },
    },
  };
}

function withOptionText(set: OptionSet, { options, language }: OperatorText, name: string): OptionSet {
  const said = options[name];
  if (said === undefined || set.kind !== "choice") return set;
  return {
    ...set,
    options: set.options.map((option) => {
      const text = said.find(({ code }) => code === option.code)?.text;
      return text === undefined ? option : { ...option, text: { ...option.text, [language]: text } };
    }),
  };
}
