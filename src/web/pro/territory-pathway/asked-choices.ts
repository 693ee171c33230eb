import type { PathwayChoices } from "#pathway";
import { decidePathway } from "#pathway/actions";
import type { PageContext } from "../../page.ts";

/** Fields of the choices that hold several values. */
const listFields = ["order", "alone", "cliniciansOnly", "modules", "supportLines"] as const;

/** Choices as texts, as a form sends them. */
export type AskedChoices = Readonly<Record<keyof PathwayChoices, readonly string[]>>;

/** The choices that a form asks to look at: those of the address, or of a decision just refused; null when there are none. */
export function askedChoices({
  query,
  refused,
}: Pick<PageContext, "query" | "refused">): AskedChoices | null {
  const sent = refused?.action === decidePathway.name ? refused.values : null;
  if (sent === null && query.get("apercu") !== "1") return null;
  const valuesOf = (name: string): readonly string[] => sent?.[name] ?? query.getAll(name);
  const [order, alone, cliniciansOnly, modules, supportLines] = listFields.map(valuesOf);
  return {
    minimumAge: valuesOf("minimumAge"),
    order: order ?? [],
    alone: alone ?? [],
    cliniciansOnly: cliniciansOnly ?? [],
    modules: modules ?? [],
    supportLines: supportLines ?? [],
  };
}

/** Choices in force as texts. */
export function choicesAsTexts(choices: PathwayChoices): AskedChoices {
  return { ...choices, minimumAge: [String(choices.minimumAge)] };
}
