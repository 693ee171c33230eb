import { locales, type Locale } from "#base";
import { Speaker, type Translate } from "./speaker.ts";

const files = import.meta.glob<Readonly<Record<string, string>>>("../**/texts/*.json", {
  eager: true,
  import: "default",
});

/** All texts of all rooms in one language. */
export function textsOf(locale: Locale): Readonly<Record<string, string>> {
  const ours = Object.entries(files).filter(([path]) => path.endsWith(`/${locale}.json`));
  return Object.assign({}, ...ours.map(([, texts]) => texts)) as Record<string, string>;
}

const speakers = new Map<Locale, Speaker>();

function speakerOf(locale: Locale): Speaker {
  const known = speakers.get(locale);
  if (known) return known;
  const made = new Speaker(locale, textsOf(locale));
  speakers.set(locale, made);
  return made;
}

/** Whether a text exists in some language that the reader may be shown. */
export function hasText(locale: Locale, key: string): boolean {
  return [locale, ...locales].some((one) => speakerOf(one).has(key));
}

/** Texts in a language; a key that it lacks (professional screens) is given in English, then French. */
export function translator(locale: Locale): Translate {
  const order: readonly Locale[] = [locale, "en", "fr"];
  return (key, values = {}) => {
    const speaker = order.map(speakerOf).find((one) => one.has(key)) ?? speakerOf(locale);
    return speaker.say(key, values);
  };
}
