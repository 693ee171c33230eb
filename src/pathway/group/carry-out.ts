import {
  TisserError,
  localDateAt,
  type Actor,
  type ControllerId,
  type InputOf,
  type Instant,
  type PersonId,
} from "#base";
import { roomKnown } from "#directory";
import type { HandlerContext, Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { mustHaveAddress, refer } from "../referral/refer.ts";
import { timeZone, type OfferFacts, type PathwayServices } from "../services.ts";
import { agreementMonths, lastDayAfter } from "../sharing/agreement.ts";
import type { SharedItem } from "../sharing/item.ts";
import type { PersonRow } from "../store.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import type { createReferrals } from "./actions.ts";
import type { GroupResult } from "./codes.ts";
import { groupErrors } from "./errors.ts";
import { namedIn, type NamedPerson } from "./named.ts";
import { hindranceOf } from "./standing.ts";
import { standingsOf, type PersonStanding } from "./standings.ts";
import {
  beginLine,
  findGroup,
  insertGroup,
  insertLine,
  keptInstead,
  linesOf,
  lockFiles,
  ownCases,
  undoLine,
  type GroupRow,
  type LineRow,
} from "./store.ts";

/** Most files of one worker that are looked through. */
const mostCases = 10_000;

/** What is looked at of each person before they are referred with others. */
export const fieldsLookedAt = [
  "givenNames",
  "familyName",
  "birthDate",
  "contact",
  "exclusions",
  "referrals",
  "agreements",
] as const;

/** Offer to which persons go, with the room that is known of it today. @throws pathway.offerNotFound */
export async function offerOf(
  services: PathwayServices,
  { db, now }: { readonly db: Tx; readonly now: Instant },
  id: OfferFacts["id"],
): Promise<OfferFacts> {
  const offer = await services.findOffer(db, id);
  if (offer === null) throw pathwayErrors.offerNotFound({});
  const { capacity: status, roomToldOn: toldOn } = offer;
  return { ...offer, capacity: roomKnown({ status, toldOn }, now) };
}

/** A gesture in reach. @throws pathway.groupNotFound */
export async function groupOf(db: Tx, id: GroupRow["id"]): Promise<GroupRow> {
  const group = await findGroup(db, id);
  if (group === null) throw groupErrors.groupNotFound({});
  return group;
}

/** Files of those whom somebody accompanies, in one organisation. */
export async function ownFiles(
  db: Tx,
  { id: accountId }: Pick<Actor, "id">,
  of: { readonly controllerId: ControllerId; readonly limit: number },
): Promise<readonly PersonRow[]> {
  return accountId === null ? [] : ownCases(db, { ...of, accountId });
}

type Sending = Pick<
  HandlerContext<InputOf<typeof createReferrals>, unknown>,
  "input" | "db" | "actor" | "now" | "newId" | "audit"
>;

/**
 * Makes a referral for each person named, in one order of locks; what is refused for one is undone for that one alone.
 * The same gesture sent again gives what became of it the first time.
 * @throws pathway.groupExists when the same id names other persons or another offer, and what concerns all of them
 */
export async function referEach(
  context: Sending,
  services: PathwayServices,
  controllerId: ControllerId,
): Promise<readonly LineRow[]> {
  const { input, db, actor, now } = context;
  const named = namedIn(input.lines);
  const offer = await offerOf(services, { db, now }, input.offerId);
  mustHaveAddress(input);
  mustEndWithinAYear(input.until, now);
  if (actor.id === null || actor.tenantId === null) throw pathwayErrors.organisationNeeded({});
  const group: GroupRow = {
    tenant_id: actor.tenantId,
    controller_id: controllerId,
    id: input.groupId,
    offer_id: offer.id,
    made_at: now,
    made_by: actor.id,
    named: named.length,
  };
  if (!(await insertGroup(db, group))) return madeBefore(db, group, named);
  const chosen = await ownAmong(context, controllerId, named);
  const evidence = new Map(chosen.files.map(({ id }, at) => [id, chosen.named[at]?.evidence ?? null]));
  const standings = await standingsOf(db, services.vault, {
    files: chosen.files,
    offer,
    actor,
    controllerId,
    now,
    items: input.items,
    evidenceOf: (id) => evidence.get(id) ?? null,
  });
  const { mostUnderWay } = await delaysInForce(db);
  const lines: LineRow[] = [];
  for (const one of standings) {
    const made = await referOne(context, services, {
      one,
      offer,
      mostUnderWay,
      evidence: evidence.get(one.file.id) ?? null,
    });
    lines.push(await noteLine(context, group, { at: lines.length + 1, personId: one.file.id, ...made }));
  }
  for (let missing = chosen.missing; missing > 0; missing -= 1)
    lines.push(
      await noteLine(context, group, { at: lines.length + 1, personId: null, ...refused("not-accompanied") }),
    );
  return lines;
}

/** @throws pathway.agreementEndInvalid when the last day of the agreements is past, or more than twelve months away */
function mustEndWithinAYear(until: InputOf<typeof createReferrals>["until"], now: Sending["now"]): void {
  const today = localDateAt(now, timeZone);
  if (until === null || (until >= today && until <= lastDayAfter(today, agreementMonths))) return;
  throw pathwayErrors.agreementEndInvalid({}, { issues: [{ path: "until", code: "invalid" }] });
}

/** What became of the same gesture the first time. @throws pathway.groupExists */
async function madeBefore(
  db: Tx,
  asked: GroupRow,
  named: readonly NamedPerson[],
): Promise<readonly LineRow[]> {
  const group = await groupOf(db, asked.id);
  const lines = await linesOf(db, group.id);
  const ids = new Set(named.map(({ personId }) => personId));
  const isSame =
    group.offer_id === asked.offer_id &&
    group.made_by === asked.made_by &&
    group.named === asked.named &&
    lines.every(({ person_id }) => person_id === null || ids.has(person_id));
  if (!isSame) throw groupErrors.groupExists({});
  return lines;
}

/** The files of those named whom the worker accompanies, locked, in the order named; a file taken in by another counts as that. */
async function ownAmong({ db, actor }: Sending, controllerId: ControllerId, named: readonly NamedPerson[]) {
  const ids = named.map(({ personId }) => personId);
  await lockFiles(db, ids);
  const kept = await keptInstead(db, ids);
  const wanted = new Map<PersonId, NamedPerson>();
  for (const one of named) {
    const id = kept.get(one.personId) ?? one.personId;
    if (!wanted.has(id)) wanted.set(id, one);
  }
  const own = new Map<PersonId, PersonRow>(
    (await ownFiles(db, actor, { controllerId, limit: mostCases })).map((file) => [file.id, file]),
  );
  const found = [...wanted].filter(([id]) => own.has(id));
  return {
    files: found.flatMap(([id]) => own.get(id) ?? []),
    named: found.map(([, one]) => one),
    missing: wanted.size - found.length,
  };
}

interface Made {
  readonly result: GroupResult;
  readonly referralId: LineRow["referral_id"];
}

const refused = (result: GroupResult): Made => ({ result, referralId: null });

async function referOne(
  context: Sending,
  services: PathwayServices,
  of: {
    readonly one: PersonStanding;
    readonly offer: OfferFacts;
    readonly mostUnderWay: number;
    readonly evidence: NamedPerson["evidence"];
  },
): Promise<Made> {
  const { input, db, newId, audit } = context;
  const { file, standing } = of.one;
  const hindrance = hindranceOf(standing, { ...of.offer, mostUnderWay: of.mostUnderWay });
  const items = itemsOf(of.one, input.items);
  if (hindrance !== null || items.length === 0) {
    audit({ kind: "person", ids: [file.id], fields: [...fieldsLookedAt] });
    return refused(hindrance ?? "nothing-to-tell");
  }
  await beginLine(db);
  try {
    const { groupId: _groupId, lines: _lines, ...common } = input;
    const row = await refer(context, services, {
      ...common,
      file,
      id: newId<"referral">(),
      items: [...items],
      evidence: of.evidence,
      planItemId: null,
      partOfId: null,
      askedByPerson: false,
      severalNeeded: false,
      ground: null,
      agreedBy: "person",
      representativeId: null,
    });
    audit({ kind: "referral", ids: [row.id, file.id], fields: [...items] });
    return { result: of.evidence === null ? "waits" : "sent", referralId: row.id };
  } catch (error) {
    const result = error instanceof TisserError ? resultOf[error.code] : undefined;
    if (result === undefined) throw error;
    await undoLine(db);
    audit({ kind: "person", ids: [file.id], fields: [...fieldsLookedAt] });
    return refused(result);
  }
}

/** Refusals that concern one person alone; any other ends the gesture. */
const resultOf: Readonly<Record<string, GroupResult>> = {
  "pathway.noGround": "no-ground",
  "pathway.contactForbidden": "do-not-contact",
  "pathway.tooManyOpenReferrals": "too-many",
  "pathway.agreementOfWrongOne": "representative-needed",
  "pathway.planClosed": "plan-closed",
};

/** Of what is to be told, what is on file of this person. */
function itemsOf({ person, hasNeeds }: PersonStanding, wanted: readonly SharedItem[]): readonly SharedItem[] {
  const isKnown: Readonly<Record<SharedItem, boolean>> = {
    "first-name": true,
    "full-name": person.familyName !== null,
    phone: person.phone !== null,
    email: person.email !== null,
    town: person.townCode !== null,
    wishes: person.wishes !== null,
    "practical-needs": hasNeeds,
  };
  return wanted.filter((item) => isKnown[item]);
}

async function noteLine(
  { db, newId, now }: Sending,
  group: GroupRow,
  line: Made & { readonly at: number; readonly personId: PersonId | null },
): Promise<LineRow> {
  const row: LineRow = {
    tenant_id: group.tenant_id,
    controller_id: group.controller_id,
    id: newId<"referral-group-line">(),
    group_id: group.id,
    position: line.at,
    person_id: line.personId,
    referral_id: line.referralId,
    result: line.result,
    at: now,
  };
  await insertLine(db, row);
  return row;
}
