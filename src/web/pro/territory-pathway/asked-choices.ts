import { thresholdNames, type PathwayChoices } from "#pathway";
import { decidePathway } from "#pathway/actions";
import type { PageContext } from "../../page.ts";

/** Fields of the choices that hold one number. */
const numberFields = ["minimumAge", ...thresholdNames] as const;

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
  return textsFrom(valuesOf);
}

function textsFrom(valuesOf: (name: keyof PathwayChoices) => readonly string[]): AskedChoices {
  return {
    minimumAge: valuesOf("minimumAge"),
    order: valuesOf("order"),
    alone: valuesOf("alone"),
    cliniciansOnly: valuesOf("cliniciansOnly"),
    modules: valuesOf("modules"),
    supportLines: valuesOf("supportLines"),
    fromWatch: valuesOf("fromWatch"),
    uclaFrom: valuesOf("uclaFrom"),
    uclaWatchFrom: valuesOf("uclaWatchFrom"),
    directUpTo: valuesOf("directUpTo"),
    directWatchUpTo: valuesOf("directWatchUpTo"),
    wellBeingUpTo: valuesOf("wellBeingUpTo"),
    wellBeingSupportUpTo: valuesOf("wellBeingSupportUpTo"),
    olderFrom: valuesOf("olderFrom"),
  };
}

function isNumber(name: string): boolean {
  return numberFields.some((one) => one === name);
}

/** Choices as the action takes them: numbers alone, the others as lists; a number that was not sent is the catalogue's. */
export function asInput(asked: AskedChoices): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(asked).map(([name, values]) => [name, isNumber(name) ? values[0] : values]),
  );
}

/** Choices in force as texts. */
export function choicesAsTexts(choices: PathwayChoices): AskedChoices {
  return textsFrom((name) => {
    const value = choices[name];
    return typeof value === "number" ? [String(value)] : value;
  });
}
