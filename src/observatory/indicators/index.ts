import { indicatorIds } from "../codes/indicator-catalogue.ts";
import type { Indicator } from "../indicator.ts";
import { variablesOf, type Survey } from "../survey.ts";
import { atMostOneNetwork } from "./at-most-one-network.ts";
import { familyWeekly } from "./family-weekly.ts";
import { livesAlone } from "./lives-alone.ts";
import { lonelyAndIsolated } from "./lonely-and-isolated.ts";
import { lonelyOften } from "./lonely-often.ts";
import { instrumentIndicators } from "./of-instruments.ts";
import { noNetwork } from "./no-network.ts";
import { ucla3AtLeastSeven } from "./ucla3-at-least-7.ts";
import { ucla3AtLeastSix } from "./ucla3-at-least-6.ts";
import { ucla3Mean } from "./ucla3-mean.ts";

/** Every indicator that can be computed from a survey which carries its questions, in the order of the catalogue. */
export const surveyIndicators: readonly Indicator[] = [
  lonelyOften,
  ucla3Mean,
  ucla3AtLeastSix,
  ucla3AtLeastSeven,
  noNetwork,
  atMostOneNetwork,
  familyWeekly,
  livesAlone,
  lonelyAndIsolated,
  ...instrumentIndicators,
].toSorted((a, b) => indicatorIds.indexOf(a.id) - indicatorIds.indexOf(b.id));

/** The indicators whose every question a survey asked, in every wave. */
export function indicatorsOf(survey: Survey): readonly Indicator[] {
  return indicatorsWith(variablesOf(survey));
}

/** The indicators whose every question is among some variables. */
export function indicatorsWith(asked: ReadonlySet<string>): readonly Indicator[] {
  return surveyIndicators.filter(({ questions }) => questions.every((question) => asked.has(question)));
}
