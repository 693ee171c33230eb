import { idSchema, type PersonId } from "#base";
import { agreementEvidence, type AgreementEvidence } from "../sharing/item.ts";
import { groupErrors } from "./errors.ts";

/** A person as a form names them, and how they agreed; null where they are still to be asked. */
export interface NamedPerson {
  readonly personId: PersonId;
  readonly evidence: AgreementEvidence | null;
}

/**
 * Reads `<person>.<how they agreed>`; each person once.
 * @throws pathway.groupNobody where nobody is named, pathway.groupNamesTwice where somebody is named twice, and not alike
 */
export function namedIn(lines: readonly string[]): readonly NamedPerson[] {
  if (lines.length === 0)
    throw groupErrors.groupNobody({}, { issues: [{ path: "lines", code: "required" }] });
  const named = new Map<PersonId, NamedPerson>();
  for (const line of lines) {
    const [id, how] = line.split(".");
    const personId = idSchema<"person">().parse(id);
    const evidence = agreementEvidence.codes.find((code) => code === how) ?? null;
    const before = named.get(personId);
    if (before !== undefined && before.evidence !== evidence)
      throw groupErrors.groupNamesTwice({}, { issues: [{ path: "lines", code: "invalid" }] });
    named.set(personId, { personId, evidence });
  }
  return [...named.values()];
}
