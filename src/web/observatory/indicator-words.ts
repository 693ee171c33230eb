import type { Translate } from "../speaker.ts";

/** What the pages say of an indicator. */
export type IndicatorPart = "wording" | "universe" | "counted" | "sentence";

/** The words of an indicator's own; null for one that only imported surveys carry, which is told in general words. */
export function indicatorWords(
  t: Translate,
  { id, part }: { readonly id: string; readonly part: IndicatorPart },
  values: Readonly<Record<string, string>> = {},
): string | null {
  const key = `page.indicator.${id}.${part}`;
  const words = t(key, values);
  return words === key ? null : words;
}
