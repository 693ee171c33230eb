import { localDateAt, type Id, type Instant } from "#base";
import type { Tx, Vault } from "#storage";
import { openPerson } from "../file-sealing.ts";
import { timeZone } from "../services.ts";
import type { PersonRow } from "../store.ts";
import type { AgreedBy } from "./codes.ts";
import { representativeErrors } from "./errors.ts";
import { representationOf, representativesOf } from "./store.ts";
import { isInForce, isParentNeeded, wrongOne, type Represented } from "./who-agrees.ts";

/** What of a file decides who agrees. */
export async function representedOf(db: Tx, vault: Vault, file: PersonRow): Promise<Represented> {
  const { birthDate, isSaidOfAge, minorGround } = openPerson(vault, file);
  const representatives = (await representativesOf(db, file.id)).map(representationOf);
  return { birthDate, isSaidOfAge, minorGround, representatives };
}

/** @throws pathway.agreementOfWrongOne when the agreement was asked of somebody who cannot give it, or not of all who must */
export async function mustBeAskedOf(
  { db, vault, now }: { readonly db: Tx; readonly vault: Vault; readonly now: Instant },
  file: PersonRow,
  asked: { readonly by: AgreedBy; readonly representativeId: Id<"representative"> | null },
): Promise<void> {
  const reason = wrongOne(await representedOf(db, vault, file), asked, localDateAt(now, timeZone));
  if (reason === null) return;
  const path =
    reason === "personNotHeard" || reason === "representativeNeeded" ? "agreedBy" : "representativeId";
  throw representativeErrors.agreementOfWrongOne({ reason }, { issues: [{ path, code: "invalid" }] });
}

/** @throws pathway.representativeNeeded for a minor for whom no parent or guardian is on record and nothing stands in their place */
export async function mustHaveParent(
  { db, vault, now }: { readonly db: Tx; readonly vault: Vault; readonly now: Instant },
  file: PersonRow,
): Promise<void> {
  const person = await representedOf(db, vault, file);
  const today = localDateAt(now, timeZone);
  const hasParent = person.representatives.some((one) => one.scope === "parental" && isInForce(one, today));
  if (isParentNeeded(person, today) && !hasParent) throw representativeErrors.representativeNeeded({});
}
