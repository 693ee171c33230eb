import { compileDerivation, questionsRead } from "../derivation.ts";
import type { Indicator } from "../indicator.ts";

/** What an indicator declares; its questions and the value of a respondent follow from the derivation. */
export type IndicatorDeclaration = Omit<Indicator, "valueOf" | "questions">;

/** Makes an indicator from its declaration. */
export function defineIndicator(declaration: IndicatorDeclaration): Indicator {
  const { derivation } = declaration;
  return { ...declaration, questions: questionsRead(derivation), valueOf: compileDerivation(derivation) };
}
