import {
  baseErrors,
  controllersOf,
  localDateAt,
  type Actor,
  type ControllerId,
  type Id,
  type InputOf,
  type Instant,
} from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { territoryOf } from "../file-facts.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { loadOrganisation } from "../team-organisation.ts";
import {
  describeOrganisation,
  endAccord,
  listAccordEssences,
  listAccords,
  proposeAccord,
  signAccord,
} from "./actions.ts";
import { accordErrors } from "./errors.ts";
import { organisationsOf, putFacts, type KnownOrganisation } from "./facts-store.ts";
import { accordStateOn, datesFault, lastDayWhenEnded } from "./state.ts";
import {
  accordsInReach,
  accordsOfAll,
  countResting,
  endAccordRow,
  findAccord,
  insertAccord,
  insertSignature,
  termsOf,
  type AccordRow,
  type SignedAccord,
} from "./store.ts";
import { viewAccord, viewOrganisation } from "./view.ts";

/** Carries out what organisations say of themselves and agree among themselves. */
export function accordHandlers(services: PathwayServices): BoundHandler[] {
  return [...agreeingHandlers(services), ...readingHandlers()];
}

function agreeingHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(describeOrganisation, {
      load: async ({ db, actor, input }) => {
        const { facts } = await loadOrganisation({ actor, input });
        return { facts, version: (await ownOrganisation(db, facts.controllerId)).facts?.version ?? 0 };
      },
      run: async ({ db, actor, input, now, audit }) => {
        const { controllerId, standing, processingGround, specialGround, entry } = input;
        const own = await ownOrganisation(db, controllerId);
        const version = (own.facts?.version ?? 0) + 1;
        const named = await entryOf(services, db, entry);
        const isPut = await unlessTaken(async () =>
          putFacts(db, {
            tenant_id: territoryOf(actor),
            controller_id: controllerId,
            standing,
            processing_ground: processingGround,
            special_ground: specialGround,
            organization_id: named?.organizationId ?? null,
            offer_id: named?.id ?? null,
            version,
            decided_at: now,
            decided_by: actor.id,
          }),
        );
        if (!isPut) throw baseErrors.versionStale({});
        audit({ kind: "organisation", ids: [controllerId], fields: ["standing", "grounds", "entry"] });
        return { controllerId, version };
      },
    }),
    handle(proposeAccord, {
      load: loadOrganisation,
      run: async ({ db, actor, input, now, audit }) => {
        const row = await newAccord(db, actor, input, now);
        if (!(await insertAccord(db, row))) throw accordErrors.accordExists({});
        const { tenant_id, id: accord_id } = row;
        const yes = { tenant_id, accord_id, controller_id: input.controllerId };
        await insertSignature(db, { ...yes, signed_at: now, signed_by: actor.id });
        audit({ kind: "accord", ids: [row.id, ...row.parties], fields: ["terms", "signature"] });
        return { accordId: row.id };
      },
    }),
    handle(signAccord, {
      load: loadOrganisation,
      run: async ({ db, actor, input, now, audit }) => {
        const today = localDateAt(now, timeZone);
        const found = await accordOf(db, input);
        const state = accordStateOn(termsOf(found), today);
        if (state === "withdrawn" || state === "ended") throw accordErrors.accordEnded({});
        const own = await ownOrganisation(db, input.controllerId);
        if (found.row.kind === "care-team") mustBeOfTeam(own);
        const isNew = await insertSignature(db, {
          tenant_id: found.row.tenant_id,
          accord_id: found.row.id,
          controller_id: input.controllerId,
          signed_at: now,
          signed_by: actor.id,
        });
        if (!isNew) throw accordErrors.accordSigned({});
        const signed = await accordOf(db, input);
        audit({ kind: "accord", ids: [found.row.id, input.controllerId], fields: ["signature"] });
        return { accordId: found.row.id, state: accordStateOn(termsOf(signed), today) };
      },
    }),
    handle(endAccord, {
      load: loadOrganisation,
      run: async ({ db, actor, input, now, audit }) => {
        const today = localDateAt(now, timeZone);
        const found = await accordOf(db, input);
        const terms = termsOf(found);
        const state = accordStateOn(terms, today);
        const lastDay = lastDayWhenEnded(terms, input.reason, today);
        const isOver = state === "withdrawn" || state === "ended";
        if (isOver || (terms.lastDay !== null && lastDay >= terms.lastDay))
          throw accordErrors.accordEnded({});
        await endAccordRow(db, found.row.id, {
          last_day: lastDay,
          end_reason: input.reason,
          ended_at: now,
          ended_by: actor.id,
          ended_for: input.controllerId,
        });
        const resting = (await countResting(db, [found.row.id])).get(found.row.id) ?? 0;
        audit({ kind: "accord", ids: [found.row.id, input.controllerId], fields: ["end"] });
        return {
          accordId: found.row.id,
          state: accordStateOn({ ...terms, lastDay }, today),
          lastDay,
          resting,
        };
      },
    }),
  ];
}

function readingHandlers(): BoundHandler[] {
  return [
    handle(listAccords, {
      run: async ({ db, actor, now }) => {
        const found = await accordsInReach(db);
        const own = new Set(controllersOf(actor));
        const parties = found.flatMap(({ row }) => row.parties);
        const known = await organisationsOf(db, [...new Set([...own, ...parties])]);
        const resting = await countResting(
          db,
          found.map(({ row }) => row.id),
        );
        const today = localDateAt(now, timeZone);
        return {
          organisations: known.filter(({ id }) => own.has(id)).map((one) => viewOrganisation(one, actor)),
          accords: found.map((one) => viewAccord(one, { known, actor, today, resting })),
        };
      },
    }),
    handle(listAccordEssences, {
      run: async ({ db, now }) => ({
        accords: (await accordsOfAll(db, localDateAt(now, timeZone))).map((one) => ({
          ...one,
          parties: [...one.parties],
          purposes: [...one.purposes],
          items: [...one.items],
        })),
      }),
    }),
  ];
}

/** The accord as what is done for one party finds it, locked. @throws pathway.accordNotFound alike for unknown and foreign ones */
async function accordOf(
  db: Tx,
  { accordId, controllerId }: { readonly accordId: Id<"accord">; readonly controllerId: ControllerId },
): Promise<SignedAccord> {
  const found = await findAccord(db, accordId, "for update");
  if (found === null || !found.row.parties.includes(controllerId)) throw accordErrors.accordNotFound({});
  return found;
}

async function ownOrganisation(db: Tx, id: ControllerId): Promise<KnownOrganisation> {
  const [own] = await organisationsOf(db, [id]);
  if (own === undefined) throw new Error("an organisation somebody works for is not there");
  return own;
}

/** What is proposed, once it is sound. @throws pathway.accordDates and the other refusals of a proposal */
async function newAccord(
  db: Tx,
  actor: Actor,
  input: InputOf<typeof proposeAccord>,
  now: Instant,
): Promise<AccordRow> {
  const { controllerId, since, until } = input;
  const parties = [...new Set([controllerId, ...input.parties])];
  if (parties.length < 2)
    throw accordErrors.accordPartiesTooFew({}, { issues: [{ path: "parties", code: "required" }] });
  const known = await organisationsOf(db, parties);
  if (known.length < parties.length)
    throw accordErrors.accordPartyUnknown({}, { issues: [{ path: "parties", code: "invalid" }] });
  if (!parties.includes(input.contactId))
    throw accordErrors.accordContactUnfit({}, { issues: [{ path: "contactId", code: "invalid" }] });
  const reason = datesFault({ since, until }, localDateAt(now, timeZone));
  if (reason !== null)
    throw accordErrors.accordDates({ reason }, { issues: [{ path: "until", code: "invalid" }] });
  if (input.kind === "care-team") mustBeOfTeam(known.find(({ id }) => id === controllerId));
  return {
    tenant_id: territoryOf(actor),
    id: input.id,
    kind: input.kind,
    title: input.title,
    parties,
    purposes: [...new Set(input.purposes)],
    items: [...new Set(input.items)],
    contact_id: input.contactId,
    contact: input.contact,
    reference: input.reference,
    since,
    until,
    notice_days: input.noticeDays,
    proposed_at: now,
    proposed_by: actor.id,
    last_day: null,
    end_reason: null,
    ended_at: null,
    ended_by: null,
    ended_for: null,
  };
}

/** @throws pathway.accordTeamUnfit where the people of an organisation neither care nor accompany by profession */
function mustBeOfTeam(organisation: KnownOrganisation | undefined): void {
  const standing = organisation?.facts?.standing;
  if (standing !== "care" && standing !== "social")
    throw accordErrors.accordTeamUnfit({}, { issues: [{ path: "kind", code: "invalid" }] });
}

/** The entry named by one of its offers; null when none is named. @throws pathway.entryNotFound */
async function entryOf({ findOffer }: PathwayServices, db: Tx, entry: string | null) {
  if (entry === null || entry === "") return null;
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(entry)?.[0].toLowerCase();
  const offer = id === undefined ? null : await findOffer(db, id as Id<"offer">);
  if (offer === null || offer.organizationId === null)
    throw accordErrors.entryNotFound({}, { issues: [{ path: "entry", code: "invalid" }] });
  return { id: offer.id, organizationId: offer.organizationId };
}

/** @throws pathway.entryTaken when another organisation of the territory named the same entry */
async function unlessTaken<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Error && "constraint" in error && error.constraint === "organisation_facts_entry")
      throw accordErrors.entryTaken({}, { issues: [{ path: "entry", code: "invalid" }] });
    throw error;
  }
}
