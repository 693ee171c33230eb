import { addMilliseconds, localDateAt, stableId, type Instant, type OutputOf } from "#base";
import type { TakingPart } from "#directory/actions";
import { placeTimeOf, weekOf, type RecogniseTown, type Resource } from "#directory";
import { handle, type BoundHandler, type Tx } from "#storage";
import { areaNames } from "../area-names.ts";
import { resourceSchema } from "../convert.ts";
import { exchangeErrors } from "../errors.ts";
import { digestOf } from "../import.ts";
import { keepQuarantined } from "../quarantine-store.ts";
import { claimSource, readExactCentres } from "../store.ts";
import { withExactCentres } from "../import.ts";
import { rowRefusal, suspicionsOf, type NationalLine } from "../suspicion.ts";
import type { UpkeepServices } from "../upkeep/keeper-handlers.ts";
import { addressDigest, isInForce, linkMilliseconds, tokenDigest, tokenOf } from "../upkeep/keeper-link.ts";
import { countCodes, findLink, insertLink, isOfferOpen, type FoundLink } from "../upkeep/keeper-store.ts";
import {
  askProposalLink,
  previewProposal,
  readProposedEntry,
  sendProposal,
  type ShownProposal,
} from "./proposal-actions.ts";
import { isPlaceOutdated, proposalSource, proposedOfferId, readProposal, type Proposal } from "./proposal.ts";
import { findSimilar, readAddressDigest, readProposalRow, type ProposalRow } from "./proposal-store.ts";

/** What proposing entries needs of the program. */
export interface ProposalServices {
  readonly upkeep: UpkeepServices;
  readonly recogniseTown: RecogniseTown;
  readonly lines: readonly NationalLine[];
}

/** Links that an address can ask for within an hour. */
const mostLinks = 5;
const hour = 3_600_000;

/** Handlers of proposing an entry that is not in the directory yet. */
export function proposalHandlers({
  upkeep,
  recogniseTown,
  lines,
}: ProposalServices): readonly BoundHandler[] {
  const { secret, wakeUpkeep } = upkeep;
  const readGiven = async (db: Tx, given: Proposal, link: FoundLink, now: Instant): Promise<Resource> => {
    const recognise = withExactCentres(recogniseTown, await readExactCentres(db));
    const today = localDateAt(now, "Europe/Paris");
    const read = readProposal(given, { linkId: link.id, today, recogniseTown: recognise });
    if (read.resource === null) throw exchangeErrors.correctionUnreadable({}, { issues: read.issues });
    return read.resource;
  };
  const suspicionsIn = (resource: Resource, now: Instant) =>
    suspicionsOf(resource, { departements: [], lines, storedPhones: null, now });
  return [
    handle(askProposalLink, {
      run: async ({ input, db, now, newId, audit, afterCommit }) => {
        if (input.leaveEmpty !== "") throw exchangeErrors.reportByMachine({});
        const digest = addressDigest(secret, input.address);
        if ((await countCodes(db, digest, addMilliseconds(now, -hour))) >= mostLinks)
          throw exchangeErrors.codesEnough({});
        const link = { id: newId(), kind: "proposal" } as const;
        await insertLink(db, {
          ...link,
          digest: tokenDigest(tokenOf(secret, link)),
          locale: input.locale,
          sendTo: input.address,
          addressDigest: digest,
          madeAt: now,
          expiresAt: addMilliseconds(now, linkMilliseconds.proposal),
          offerIds: [],
        });
        audit({ kind: "source", ids: [proposalSource.id] });
        afterCommit(wakeUpkeep);
        return {};
      },
    }),
    handle(readProposedEntry, {
      run: async ({ input, db, now }) => {
        const link = await proposalLink(db, input.token, now);
        const offerId = proposedOfferId(link.id);
        const row = await readProposalRow(db, offerId);
        const sent = row === null ? null : shownOf(resourceSchema.parse(row.resource), now, recogniseTown);
        const state = await stateOf(db, row, offerId);
        const reason = row?.decision_reason ?? "";
        return { state, refusal: rowRefusal.has(reason) ? reason : null, offerId, sent };
      },
    }),
    handle(previewProposal, {
      run: async ({ input: { token, ...given }, db, now }) => {
        const link = await proposalLink(db, token, now);
        const resource = await readGiven(db, given, link, now);
        return { shown: shownOf(resource, now, recogniseTown), suspicions: [...suspicionsIn(resource, now)] };
      },
    }),
    handle(sendProposal, {
      run: async ({ input: { token, isSeen, isOther, ...given }, db, now, audit }) => {
        const link = await proposalLink(db, token, now);
        const offerId = proposedOfferId(link.id);
        const before = await readProposalRow(db, offerId);
        if (before !== null && before.decision !== null) throw exchangeErrors.linkAnswered({});
        const resource = await readGiven(db, given, link, now);
        const address = await readAddressDigest(db, link.id);
        if (address === null || !address.equals(addressDigest(secret, given.email)))
          throw exchangeErrors.notProposersAddress({}, { issues: [{ path: "email", code: "invalid" }] });
        if (!isOther) await refuseRepeated(db, resource);
        // What was confirmed on the map was another address: the new one is seen first.
        if (!isSeen || isPlaceOutdated(given)) throw exchangeErrors.proposalToSee({});
        await claimSource(db, proposalSource);
        await keepQuarantined(db, [
          {
            id: stableId("tisser", "quarantine", offerId),
            source: proposalSource.id,
            offer_id: offerId,
            name: resource.service.name,
            city: resource.location.city,
            reasons: ["by-proposal", ...suspicionsIn(resource, now)],
            resource,
            digest: digestOf(resource),
            edition: proposalSource.id,
            arrived_on: localDateAt(now, "Europe/Paris"),
          },
        ]);
        audit({ kind: "quarantine", ids: [offerId] });
        return { offerId };
      },
    }),
  ];
}

/** The link of a token, in force, of this kind. @throws exchange.linkUnusable alike for unknown, late and other ones */
async function proposalLink(db: Tx, token: string, now: Instant): Promise<FoundLink> {
  const link = await findLink(db, tokenDigest(token));
  if (link === null || link.kind !== "proposal" || !isInForce(link, now))
    throw exchangeErrors.linkUnusable({});
  return link;
}

async function stateOf(
  db: Tx,
  row: ProposalRow | null,
  offerId: string,
): Promise<OutputOf<typeof readProposedEntry>["state"]> {
  if (row === null) return "none";
  if (row.decision === null) return "waiting";
  if (row.decision === "rejected") return "refused";
  return (await isOfferOpen(db, offerId)) ? "shown" : "closed";
}

/** @throws exchange.entryExists with the id of the entry that is there already */
async function refuseRepeated(
  db: Tx,
  { service, location, service_at_location: offer }: Resource,
): Promise<void> {
  const similar = await findSimilar(db, {
    town: location.code_insee,
    nameKey: offer.name_key,
    phone: offer.phones[0] ?? null,
    email: service.email,
  });
  if (similar !== null) throw exchangeErrors.entryExists({ name: similar.name, offer: similar.id });
}

/** Places of an area that are told; the others are counted. */
const placesTold = 12;

function takingPartOf(
  service: Resource["service"],
  { transportation }: Resource["location"],
  recogniseTown: RecogniseTown,
): TakingPart {
  const { area_type: type, area_values: codes } = service;
  const names =
    type === null || type === "country"
      ? []
      : codes.map((code) => areaNames(recogniseTown).nameOf(type, code));
  return {
    type: null,
    attendance: [],
    waysIn: service.ways_in,
    ageMin: null,
    ageMax: null,
    gender: null,
    isRestricted: service.publics_restricted,
    isByAndFor: false,
    fetchesPeople: service.transport_provided,
    gettingThere: transportation,
    groupSize: service.group_size,
    languages: [],
    price: null,
    area:
      type === null
        ? null
        : { type, names: names.slice(0, placesTold), more: Math.max(0, names.length - placesTold) },
    capacity: { status: "ask", note: null, toldOn: null },
  };
}

function shownOf(
  { organization, service, location, service_at_location: offer }: Resource,
  now: Instant,
  recogniseTown: RecogniseTown,
): ShownProposal {
  const { timeZone, holidayZone } = placeTimeOf(location.code_insee);
  const today = localDateAt(now, timeZone);
  const week = offer.opening_hours === null ? [] : weekOf(offer.opening_hours, today, holidayZone);
  return {
    name: service.name,
    organizationName: organization.name,
    kind: service.kind,
    categories: [...service.categories],
    description: service.description ?? "",
    street: location.address_1,
    postcode: location.postal_code,
    city: location.city,
    positionPrecision: location.position_precision,
    phone: offer.phones[0] ?? null,
    email: service.email,
    website: service.url,
    welcome: offer.welcome,
    frais: [...service.frais],
    publics: [...service.publics],
    takingPart: takingPartOf(service, location, recogniseTown),
    week: week.map(({ date, intervals }) => ({
      date,
      intervals: intervals.map(({ from, to }) => ({ from, to })),
    })),
  };
}
