/** A sentence with a count in it, by the plural forms of the language; `{count}` stands where the number goes. */
export type CountForms = Readonly<Record<string, string>>;

/** What {@link sayCount} needs: the tag of `Intl` for the language, and sentences by name. */
export interface CountedWords<Name extends string> {
  readonly tag: string;
  readonly counted: Readonly<Record<Name, CountForms>>;
}

/** Numbers among which every plural form of our languages occurs. */
const samples = [0, 1, 2, 3, 11, 100];

/**
 * The plural forms of a sentence, taken from its message once, so that a page can say any number without the parser of
 * messages.
 * @param say the sentence with a number in it.
 */
export function countForms(tag: string, say: (count: number) => string): CountForms {
  const rules = new Intl.PluralRules(tag);
  const forms: Record<string, string> = {};
  for (const count of samples) forms[rules.select(count)] ??= say(count).replace(String(count), "{count}");
  return forms;
}

/** A sentence with a number, in the language of the words. */
export function sayCount<Name extends string>(words: CountedWords<Name>, name: Name, count: number): string {
  const forms = words.counted[name];
  const form = forms[new Intl.PluralRules(words.tag).select(count)] ?? forms["other"] ?? "";
  return form.replace("{count}", String(count));
}
