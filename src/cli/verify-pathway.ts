import { readFileSync } from "node:fs";
import { defaultPathway, evaluatePathway, type PathwayInput } from "#instruments";
import { z } from "zod";
import { cliErrors } from "./errors.ts";
import type { VerifyCases } from "./verify-cases.ts";

const number = z.number().nullable().default(null);
const yesNo = z.boolean().nullable().default(null);
const pathwayCase = z.object({
  id: z.string(),
  input: z.object({
    age: number,
    mode: z.enum(["self", "assisted"]),
    clinician: z.boolean(),
    wantsContact: yesNo,
    ucla3: number,
    onsDirect: number,
    credoc: z.string().nullable().default(null),
    who5: number,
    phq2: number,
    gad2: number,
    phq9: number,
    phq9item9: number,
    cssrs: z.string().nullable().default(null),
    k6: number,
    caregiver: yesNo,
    danger: yesNo,
  }),
  expect: z.object({
    eligible: z.boolean(),
    t1: z.string().nullable(),
    instruments: z.array(z.string()),
    crisisLevel: z.number(),
    lines: z.array(z.string()),
  }),
});
const pathwayFile = z.object({ instrument: z.literal("pathway"), cases: z.array(pathwayCase) });

/**
 * Follows the default pathway for every case of a file: `{instrument: "pathway", cases: [{id, input, expect}]}`.
 * @throws cli.caseUnreadable when the file is no such file.
 */
export const verify: VerifyCases = async (path) => {
  const { cases } = readCases(path);
  const failures = cases.flatMap(({ id, input, expect }) => {
    const told = tellOutcome(input);
    const differences = Object.entries(expect).flatMap(([field, wanted]) => {
      const [a, b] = [JSON.stringify(wanted), JSON.stringify(Reflect.get(told, field))];
      return a === b ? [] : [`${field}: expected ${a}, came ${b}`];
    });
    return differences.length === 0 ? [] : [`${id}: ${differences.join("; ")}`];
  });
  return { passed: cases.length - failures.length, failures, pending: [] };
};

function readCases(path: string): z.infer<typeof pathwayFile> {
  try {
    return pathwayFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw cliErrors.caseUnreadable({ path }, { cause });
  }
}

/** An outcome in the words of the cases. */
function tellOutcome(input: PathwayInput): z.infer<typeof pathwayCase>["expect"] {
  const { isEligible, t1, instruments, level, lines } = evaluatePathway(defaultPathway, input);
  return { eligible: isEligible, t1, instruments: [...instruments], crisisLevel: level, lines: [...lines] };
}
