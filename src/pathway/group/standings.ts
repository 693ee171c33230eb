import { localDateAt, type Actor, type ControllerId, type Instant, type PersonId } from "#base";
import { organisationKey } from "#directory";
import type { Tx, Vault } from "#storage";
import { mustBeSilent } from "../contact/may-write.ts";
import { openPerson } from "../file-sealing.ts";
import { excludedOrganisations } from "../needs/needs.ts";
import { openNeedsRow } from "../needs/sealing.ts";
import type { Person } from "../person.ts";
import { closedPlansAmong } from "../plan-closing/store.ts";
import { notUnderWay } from "../referral/store.ts";
import { representationOf, type RepresentativeRow } from "../representative/store.ts";
import { needsRepresentative } from "../representative/who-agrees.ts";
import { timeZone, type OfferFacts } from "../services.ts";
import { groundSidesOf } from "../sharing/ground-facts.ts";
import { groundForSharing } from "../sharing/ground.ts";
import type { AgreementEvidence, SharedItem } from "../sharing/item.ts";
import { objectedAmong } from "../sharing/store.ts";
import type { PersonRow } from "../store.ts";
import { repeatedAmong, type Named, type Standing } from "./standing.ts";
import { needsOf, openReferralsOf, representativesOfMany } from "./store.ts";

/** A person with what decides whether they can be referred. */
export interface PersonStanding {
  readonly file: PersonRow;
  readonly person: Person;
  readonly standing: Standing;
  /** Whether needs are on record: what is practical can then be told. */
  readonly hasNeeds: boolean;
}

/** Whom it is about, to which offer, and who asks. */
export interface StandingQuestion {
  readonly files: readonly PersonRow[];
  readonly offer: OfferFacts;
  readonly actor: Actor;
  readonly controllerId: ControllerId;
  readonly now: Instant;
  /** What would be told. */
  readonly items: readonly SharedItem[];
  /** How a person agreed. */
  readonly evidenceOf: (id: PersonId) => AgreementEvidence | null;
}

/**
 * Reads how each of some persons stands towards an offer, in the order given: a fixed number of statements, however many they are.
 * @throws vault.keyDestroyed, vault.sealBroken
 */
export async function standingsOf(
  db: Tx,
  vault: Vault,
  question: StandingQuestion,
): Promise<readonly PersonStanding[]> {
  const persons = question.files.map((file) => ({ file, person: openPerson(vault, file) }));
  const record = await recordOf(db, question);
  const repeated = repeatedAmong(persons.map((one) => namedOf(vault, one)));
  const receiver = organisationKey(question.offer.organizationName ?? question.offer.name);
  return persons.map(({ file, person }) => {
    const needs = record.needs.get(file.id);
    const referrals = record.open.get(file.id) ?? [];
    return {
      file,
      person,
      hasNeeds: needs !== undefined,
      standing: {
        mustBeSilent: mustBeSilent(person),
        isPlanClosed: record.closed.has(file.id),
        isThere: referrals.some(({ offerId }) => offerId === question.offer.id),
        underWay: referrals.filter(({ status }) => !notUnderWay.includes(status)).length,
        isExcluded:
          needs !== undefined &&
          excludedOrganisations(openNeedsRow(vault, file, needs)).some(
            (name) => organisationKey(name) === receiver,
          ),
        needsRepresentative: isRepresented(person, record.beside.get(file.id) ?? [], question.now),
        isToldEnough: isToldEnough(question, record, file.id),
        isAlike: repeated.has(file.id),
      },
    };
  });
}

type StandingRecord = Awaited<ReturnType<typeof recordOf>>;

/** What is on record of both sides and of all the persons. */
async function recordOf(db: Tx, { files, offer, actor, controllerId, now }: StandingQuestion) {
  const ids = files.map(({ id }) => id);
  const { organizationId } = offer;
  return {
    sides: await groundSidesOf(db, { actor, controllerId, organizationId, now }),
    objected: await objectedAmong(db, ids, offer.id),
    closed: await closedPlansAmong(db, ids),
    open: Map.groupBy(await openReferralsOf(db, ids), ({ personId }) => personId),
    needs: new Map((await needsOf(db, ids)).map((row) => [row.person_id, row])),
    beside: Map.groupBy(await representativesOfMany(db, ids), (row) => row.person_id),
  };
}

function isRepresented(
  { birthDate, isSaidOfAge, minorGround }: Person,
  beside: readonly RepresentativeRow[],
  now: Instant,
): boolean {
  const representatives = beside.map(representationOf);
  const represented = { birthDate, isSaidOfAge, minorGround, representatives };
  return needsRepresentative(represented, localDateAt(now, timeZone));
}

/** Whether a rule of law says that telling the person is enough. */
function isToldEnough(
  { items, evidenceOf }: StandingQuestion,
  { sides, objected }: StandingRecord,
  id: PersonId,
): boolean {
  const plain = { ...sides, items, askedByPerson: false, severalNeeded: false };
  const answer = groundForSharing({ ...plain, hasObjected: objected.has(id), evidence: evidenceOf(id) });
  return answer.isLawful && answer.needs === "information";
}

/** The words of a name as the vault makes tokens of them: as they are written, and as they sound. */
function namedOf(vault: Vault, { file, person }: Pick<PersonStanding, "file" | "person">): Named<PersonId> {
  const text = `${person.givenNames} ${person.familyName ?? ""}`;
  const words = vault.searchTokens({ tenantId: file.tenant_id, text });
  return {
    id: file.id,
    words: words.map((tokens) => new Set(tokens.map((token) => Buffer.from(token).toString("hex")))),
    birthDate: person.birthDate,
  };
}
