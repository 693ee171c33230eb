import { boundsOf, weightNames, type WeightName } from "#directory";
import { decideMatchWeights, previewMatchWeights } from "#directory/actions";
import { issuesOf, type InputOf } from "#base";
import type { PageContext } from "../../page.ts";

/** Weights as texts, as a form sends them. */
export type AskedWeights = ReadonlyMap<WeightName, string>;

/** What a form asks to look at. */
export interface Asked {
  readonly texts: AskedWeights;
  /** The same as numbers; null when one of them cannot be a weight. */
  readonly input: InputOf<typeof previewMatchWeights> | null;
  /** Weights that are none, or not within their bounds. */
  readonly faults: ReadonlySet<string>;
}

/** The weights that a form asks to look at: those of the address, or of a decision just refused; null when there are none. */
export function askedWeights({ query, refused }: Pick<PageContext, "query" | "refused">): Asked | null {
  const sent = refused?.action === decideMatchWeights.name ? refused.values : null;
  if (sent === null && query.get("apercu") !== "1") return null;
  const texts = new Map(
    weightNames.map((name) => [name, plainNumber(sent?.[name]?.[0] ?? query.get(name) ?? "")]),
  );
  const parsed = previewMatchWeights.input.safeParse(
    Object.fromEntries([...texts].map(([name, text]) => [name, text === "" ? undefined : text])),
  );
  return {
    texts,
    input: parsed.success ? parsed.data : null,
    faults: new Set(parsed.success ? [] : issuesOf(parsed.error).map(({ path }) => path)),
  };
}

/** A number as a form of any browser sends it: a comma and a long minus are meant as what they stand for. */
function plainNumber(text: string): string {
  return text.trim().replace(",", ".").replace("−", "-").slice(0, 12);
}

/** Weights in force as texts. */
export function weightsAsTexts(weights: Readonly<Record<WeightName, number>>): AskedWeights {
  return new Map(weightNames.map((name) => [name, String(weights[name])]));
}

/** Step of the control of a weight. */
export function stepOf(name: WeightName): string {
  return boundsOf(name).isWhole ? "1" : "0.01";
}
