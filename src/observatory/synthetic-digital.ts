import { traitChances, traitNodes, type Situation } from "./synthetic-population.ts";
import { drawFrom, type Random } from "./seeded-random.ts";
import { notAnswered } from "./survey.ts";

// Digital use in the invented population: nearly everybody of the young, fewer of the old and of those who are limited.

/** The question whether the Internet was used, and those on skills, asked of users: their `linkId` and how hard each is. */
const useQuestion = "ill-use";
const skills = [
  ["ill-info", -1.2],
  ["ill-com", -1.5],
  ["ill-soft", 0.4],
  ["ill-priv", -0.2],
  ["ill-prob", -0.6],
] as const;

const easeByAge = [2.5, 2.3, 1.6, 0.9, 0];
const easeByLimitation = [-0.9, -0.4, 0];
/** How much easier it is to go on the Internet than to master it. */
const useIsEasier = 1.4;

/** How much of a skill lacks where one of this many is called weak, and where it is called exclusion. */
const [fewestOfWeak, fewestOfExcluded] = [1, 4] as const;

/** Chances of using the Internet, and of each skill of a user, by the person's situation and a trait of their own. */
function chancesOf(
  person: Situation,
  trait: number,
): { readonly use: number; readonly has: readonly number[] } {
  const ease =
    1.1 * trait +
    (easeByAge[person.age] ?? 0) +
    (easeByLimitation[person.disability] ?? 0) +
    (person.household === 0 ? -0.2 : 0);
  return { use: logistic(ease + useIsEasier), has: skills.map(([, hard]) => logistic(1.6 * (ease - hard))) };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Answers to the questions on digital use: 1 yes, 0 no; a block left out, and the skills of whoever uses nothing, are not answered. */
export function digitalAnswers(
  random: Random,
  person: Situation,
  blockMissing: number,
): Readonly<Record<string, number>> {
  const { use, has } = chancesOf(person, traitNodes[drawFrom(random, traitChances)] ?? 0);
  const isLeftOut = random() < blockMissing;
  const isUser = random() < use;
  const answers: Record<string, number> = { [useQuestion]: isLeftOut ? notAnswered : Number(isUser) };
  for (const [position, [linkId]] of skills.entries()) {
    const isAble = random() < (has[position] ?? 0);
    answers[linkId] = isLeftOut || !isUser ? notAnswered : Number(isAble);
  }
  return answers;
}

/** What is true of persons in a situation: the share excluded, the share of users, and of users with weak skills. */
export interface DigitalTruth {
  readonly excluded: number;
  readonly users: number;
  readonly weak: number;
}

/** The exact expectation for a situation, as a sum over the nodes of the trait. */
export function digitalTruth(person: Situation): DigitalTruth {
  const sums = { excluded: 0, users: 0, weak: 0 };
  for (const [node, trait] of traitNodes.entries()) {
    const chance = traitChances[node] ?? 0;
    const { use, has } = chancesOf(person, trait);
    const lacking = lackingChances(has);
    const from = (fewest: number): number => lacking.slice(fewest).reduce((sum, one) => sum + one, 0);
    sums.users += chance * use;
    sums.excluded += chance * (1 - use + use * from(fewestOfExcluded));
    sums.weak += chance * use * (from(fewestOfWeak) - from(fewestOfExcluded));
  }
  return sums;
}

/** Chances of lacking none, one, two … of independent skills. */
function lackingChances(has: readonly number[]): readonly number[] {
  return has.reduce<readonly number[]>(
    (before, chance) =>
      Array.from(
        { length: before.length + 1 },
        (_none, count) => (before[count] ?? 0) * chance + (before[count - 1] ?? 0) * (1 - chance),
      ),
    [1],
  );
}
