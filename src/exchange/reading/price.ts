import { nameKey } from "#directory";

/** A price as a producer writes it. */
export interface Price {
  /** Euros. */
  readonly amount: number;
  /** Null when the text does not say what it is for. */
  readonly per: "session" | "month" | "quarter" | "year" | null;
}

const amounts = /(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:€|euros?\b|eur\b)/giu;
const periods: readonly (readonly [per: NonNullable<Price["per"]>, words: RegExp])[] = [
  ["session", /\b(?:seances?|cours|atelier|fois|session|entree|repas|sortie|personne)\b/],
  ["month", /\b(?:mois|mensuel\w*|month)\b/],
  ["quarter", /\b(?:trimestre|trimestriel\w*|quarter)\b/],
  ["year", /\b(?:an|ans|annee|annuel\w*|year)\b/],
];

/** The price that a text tells, where it tells one and no other: of several nobody knows which one it is for whom. */
export function readPrice(text: string | null): Price | null {
  const found = [...(text ?? "").matchAll(amounts)];
  if (found.length !== 1) return null;
  const key = nameKey(text ?? "");
  const told = periods.filter(([, words]) => words.test(key));
  return {
    amount: Number(found[0]?.[1]?.replace(",", ".")),
    per: told.length === 1 ? (told[0]?.[0] ?? null) : null,
  };
}
