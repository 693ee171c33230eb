import { evaluatePathway, type Pathway, type PathwayInput } from "#instruments";

/** An invented person on whom a change of the pathway is tried before it is decided. */
export interface PathwayExample {
  /** Also the name of its description in the text files. */
  readonly id: string;
  readonly input: PathwayInput;
}

const nothing: PathwayInput = {
  age: 45,
  mode: "assisted",
  clinician: false,
  wantsContact: false,
  ucla3: 3,
  onsDirect: 5,
  credoc: "non-isole",
  who5: null,
  phq2: null,
  gad2: null,
  phq9: null,
  phq9item9: null,
  cssrs: null,
  k6: null,
  caregiver: false,
  danger: false,
};

/** The saved examples, one for each way in which the pathway may lead: nobody of them exists. */
export const pathwayExamples: readonly PathwayExample[] = [
  { id: "well", input: nothing },
  { id: "a-little-lonely", input: { ...nothing, ucla3: 4, onsDirect: 3 } },
  { id: "sometimes-lonely", input: { ...nothing, ucla3: 5, onsDirect: 2 } },
  { id: "lonely", input: { ...nothing, ucla3: 7, onsDirect: 1, who5: 40 } },
  { id: "asks-for-contact", input: { ...nothing, wantsContact: true } },
  { id: "skipped-all", input: { ...nothing, ucla3: null, onsDirect: null, credoc: null } },
  { id: "older-isolated", input: { ...nothing, age: 57, credoc: "isole" } },
  { id: "carer", input: { ...nothing, ucla3: 5, caregiver: true } },
  { id: "young", input: { ...nothing, age: 17, mode: "self", ucla3: 6, asksAboutSocialMedia: true } },
  { id: "prescriber", input: { ...nothing, clinician: true, ucla3: 6, who5: 52 } },
  { id: "low-well-being", input: { ...nothing, ucla3: 6, who5: 32 } },
];

/** Where an example is led: what is offered, how urgently, what is asked next. */
export interface ExampleOutcome {
  readonly t1: "negative" | "watch" | "positive" | "not-asked";
  readonly level: number;
  readonly instruments: readonly string[];
}

/** Where every example is led before and after a change. */
export function compareExamples(
  before: Pathway,
  after: Pathway,
): readonly { readonly id: string; readonly before: ExampleOutcome; readonly after: ExampleOutcome }[] {
  return pathwayExamples.map(({ id, input }) => ({
    id,
    before: outcomeOf(before, input),
    after: outcomeOf(after, input),
  }));
}

function outcomeOf(pathway: Pathway, input: PathwayInput): ExampleOutcome {
  const { t1, level, instruments } = evaluatePathway(pathway, input);
  return { t1: t1 ?? "not-asked", level, instruments };
}
