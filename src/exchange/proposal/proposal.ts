import { distanceMetres, stableId, type Issue, type LocalDate } from "#base";
import {
  categoryOfAction,
  frais,
  offerKind,
  positionPrecision,
  type CategoryOfAction,
  type InterventionType,
  type RecognisedTown,
  type RecogniseTown,
  type Resource,
} from "#directory";
import { z } from "zod";
import { comingShape, readComing } from "../coming.ts";
import type { Place } from "../place.ts";
import { readEmail, readWebsite } from "../reading/contact.ts";
import { osmOfFrenchHours } from "../reading/french-hours.ts";
import { readHours } from "../reading/hours.ts";
import { readPhones } from "../reading/phone.ts";
import { readLine, readText } from "../reading/text.ts";
import { simpleResource } from "../simple-entry.ts";

/** The source under which proposed entries stand. */
export const proposalSource = {
  id: "propositions",
  name: "Propositions des structures",
  licence: "Licence Ouverte 2.0",
  url: null,
} as const;

/** What can be proposed: all but a listening line, which needs more than a form. */
export const proposableKinds = offerKind.codes.filter((code) => code !== "helpline");

/** The few fields of a proposed entry, as a form gives them. */
export const proposalShape = {
  name: z.string().trim().min(2).max(200),
  organizationName: z.string().trim().max(200).optional(),
  kind: z.enum(proposableKinds as [(typeof proposableKinds)[number], ...(typeof proposableKinds)[number][]]),
  category: categoryOfAction.schema,
  description: z.string().trim().min(10).max(2000),
  street: z.string().trim().max(200).optional(),
  postcode: z
    .string()
    .trim()
    .regex(/^\d{5}$/),
  city: z.string().trim().min(1).max(80),
  /** In a French sentence of which every word is understood, or in OSM `opening_hours`. */
  hours: z.string().trim().max(500).optional(),
  frais: z.array(frais.schema).max(3).default([]),
  phone: z.string().trim().max(60).optional(),
  /** The address to which the link was sent: it is published, and by it the entry is kept. */
  email: z.email().max(200),
  website: z.string().trim().max(300).optional(),
  welcome: z.string().trim().max(200).optional(),
  ...comingShape,
  /** Where the address is, as a service of addresses told it on the page. */
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  placedAs: positionPrecision.schema.optional(),
  /** The address that was asked about, as {@link addressOfProposal} writes it. */
  placedFor: z.string().max(400).optional(),
  /** Whether whoever proposes says that it is there; else the entry stands at the centre of its town. */
  isPlaced: z.boolean().default(false),
};
const proposalSchema = z.strictObject(proposalShape);
/** A proposed entry. */
export type Proposal = z.output<typeof proposalSchema>;

/** A proposal in our model, or what in it cannot be read. */
export type ReadProposal =
  | { readonly resource: Resource; readonly issues: readonly [] }
  | { readonly resource: null; readonly issues: readonly Issue[] };

/** What an action of a category is taken to do, until somebody says more. */
const usualIntervention: Readonly<Record<CategoryOfAction, InterventionType>> = {
  listen: "social-support",
  gather: "contact-opportunities",
  "reach-out": "social-support",
  support: "social-support",
  "take-part": "contact-opportunities",
};

/** The address of a proposed entry on one line; null without a street. */
export function addressOfProposal(given: Pick<Proposal, "street" | "postcode" | "city">): string | null {
  return given.street ? `${given.street}, ${given.postcode} ${given.city}` : null;
}

/** Whether somebody said that an entry is at a place that was found for another address than the one now written. */
export function isPlaceOutdated(given: Proposal): boolean {
  return given.isPlaced && given.placedFor !== addressOfProposal(given);
}

/** Farthest that a place is believed from the centre of its town, in kilometres: as in imports. */
const farthestKm = 40;

/** Where an entry stands: at the place that was confirmed, else at the centre of its town. Null for one too far to be believed. */
function positionIn(
  given: Proposal,
  { position: centre, positionErrorKm }: RecognisedTown["town"],
): Pick<Place, "latitude" | "longitude" | "position_precision"> | null {
  const { latitude, longitude, placedAs, isPlaced } = given;
  if (!isPlaced || isPlaceOutdated(given) || latitude === undefined || longitude === undefined || !placedAs) {
    return centre === null
      ? { latitude: null, longitude: null, position_precision: null }
      : { ...centre, position_precision: "town" };
  }
  const farthest = (farthestKm + (positionErrorKm ?? 0)) * 1000;
  if (centre === null || distanceMetres({ latitude, longitude }, centre) > farthest) return null;
  return { latitude, longitude, position_precision: placedAs };
}

/** Id of the offer that a link proposes. */
export function proposedOfferId(linkId: string): Resource["service_at_location"]["id"] {
  return stableId(proposalSource.id, "offer", linkId);
}

/** Reads a proposal as a row of a feed is read: texts without marks and controls, phones, addresses, hours, town. */
export function readProposal(
  given: Proposal,
  by: { readonly linkId: string; readonly today: LocalDate; readonly recogniseTown: RecogniseTown },
): ReadProposal {
  const issues: Issue[] = [];
  const unreadable = (path: keyof Proposal): void => void issues.push({ path, code: "invalidFormat" });
  const phones = readPhones(given.phone);
  if (phones.faults.length > 0) unreadable("phone");
  const email = readEmail(given.email);
  if (email.value === null) unreadable("email");
  const website = readWebsite(given.website);
  if (website.faults.length > 0) unreadable("website");
  const hours = given.hours === undefined ? null : readHours(osmOfFrenchHours(given.hours) ?? given.hours);
  if (hours !== null && (hours.faults.length > 0 || !hours.value?.openingHours)) unreadable("hours");
  const town = by.recogniseTown({ code: null, postcode: given.postcode, name: given.city, departements: [] });
  if (town === null) unreadable("city");
  const name = readLine(given.name, 200).value;
  if (name === null) unreadable("name");
  const position = town === null ? null : positionIn(given, town.town);
  if (town !== null && position === null) unreadable("street");
  const coming = readComing(given, by.recogniseTown);
  issues.push(...coming.issues);
  if (issues.length > 0 || name === null || town === null || position === null)
    return { resource: null, issues };
  const place: Place = {
    address_1: readLine(given.street, 200).value,
    address_2: null,
    postal_code: given.postcode,
    city: town.name,
    code_insee: town.town.code,
    ...position,
    transportation: coming.transportation,
  };
  const { publics, ways_in: waysIn, ...matching } = coming.service;
  const resource = simpleResource({
    source: proposalSource.id,
    key: by.linkId,
    confirmedOn: by.today,
    name,
    organizationName: readLine(given.organizationName, 200).value,
    kind: given.kind,
    description: readText(given.description, 2000).value,
    website: website.value,
    email: email.value,
    meaning: {
      categories: [given.category],
      interventions: [usualIntervention[given.category]],
      publics,
      frais: given.frais,
      ways_in: waysIn,
      attendance: [],
    },
    labels: [],
    place,
    phones: phones.value ?? [],
    ...(hours?.value ? { hours: hours.value } : {}),
    matching: {
      ...matching,
      ways_in: waysIn,
      area_values: [...matching.area_values],
      welcome: readLine(given.welcome, 200).value,
    },
  });
  return { resource, issues: [] };
}
