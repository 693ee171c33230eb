import { stableId, type Issue, type LocalDate } from "#base";
import {
  categoryOfAction,
  frais,
  offerKind,
  type CategoryOfAction,
  type InterventionType,
  type RecogniseTown,
  type Resource,
} from "#directory";
import { z } from "zod";
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
  if (issues.length > 0 || name === null || town === null) return { resource: null, issues };
  const centre = town.town.position;
  const place: Place = {
    address_1: readLine(given.street, 200).value,
    address_2: null,
    postal_code: given.postcode,
    city: town.name,
    code_insee: town.town.code,
    latitude: centre?.latitude ?? null,
    longitude: centre?.longitude ?? null,
    position_precision: centre === null ? null : "town",
  };
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
      publics: [],
      frais: given.frais,
      ways_in: [],
      attendance: [],
    },
    labels: [],
    place,
    phones: phones.value ?? [],
    ...(hours?.value ? { hours: hours.value } : {}),
    matching: { welcome: readLine(given.welcome, 200).value },
  });
  return { resource, issues: [] };
}
