import { idSchema } from "#base";
import { z } from "zod";
import { placeMatchingSchema } from "./matching-fields.ts";
import type { Location } from "./location.ts";
import type { Organization } from "./organization.ts";
import { provenanceShape } from "./provenance.ts";
import type { Service } from "./service.ts";

/** A service at a place (HSDS `service_at_location`): what the public knows as an offer. */
export const serviceAtLocationSchema = z.strictObject({
  id: idSchema<"offer">(),
  service_id: idSchema<"service">(),
  location_id: idSchema<"location">(),
  /** Numbers in E.164 (`+33556000000`), or short national numbers (`3949`); the first is the one to call. */
  phones: z.array(z.string().max(20)).max(5),
  /** Regular hours as OSM `opening_hours`. */
  opening_hours: z.string().max(2000).nullable(),
  /** Hours in the producer's words, where they could not be read. */
  hours_note: z.string().max(2000).nullable(),
  /** {@link nameKey} of the name shown. */
  name_key: z.string().max(400),
  /** {@link searchTextOf} the offer. */
  search_text: z.string().max(20_000),
  ...placeMatchingSchema.shape,
  ...provenanceShape,
});
/** A service at a place. */
export type ServiceAtLocation = z.output<typeof serviceAtLocationSchema>;

/** A whole entry of a feed, in the four kinds. */
export interface Resource {
  readonly organization: Organization;
  readonly location: Location;
  readonly service: Service;
  readonly service_at_location: ServiceAtLocation;
}

/** The name shown for an offer: the service's, and the place's where it has one of its own (a stop of a bus). */
export function offerName(serviceName: string, locationName: string | null): string {
  const isSame = locationName === null || foldText(locationName) === foldText(serviceName);
  return cutText(isSame ? serviceName : `${serviceName} – ${locationName}`, 200);
}

/** The beginning of a text, at most `length` UTF-16 units, never half a character. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  return text
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd();
}

/** A text in small letters without accents and ligatures, for comparing. */
export function foldText(text: string): string {
  return text.replace(beyondAscii, plainLetter).toLowerCase();
}

const beyondAscii = /\P{ASCII}/gu;
/** What letters beyond ASCII were found to be, for as many as a feed in a few languages holds. */
const plainLetters = new Map<string, string>();
const mostPlainLetters = 2000;
const ligatures: Readonly<Record<string, string>> = { œ: "oe", Œ: "OE", æ: "ae", Æ: "AE", "’": "'" };

/** A letter without its accents, ligatures taken apart; an accent that stands alone vanishes. */
function plainLetter(letter: string): string {
  const known = plainLetters.get(letter);
  if (known !== undefined) return known;
  const plain = letter
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[œŒæÆ’]/g, (sign) => ligatures[sign] ?? sign);
  if (plainLetters.size < mostPlainLetters) plainLetters.set(letter, plain);
  return plain;
}

/** A name reduced to its words: case, accents and punctuation do not count. */
export function nameKey(name: string): string {
  const words = foldText(name)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return cutText(words, 400);
}

/** The words by which an offer is found, folded. */
export function searchTextOf(parts: Pick<Resource, "organization" | "location" | "service">): string {
  const { organization, location, service } = parts;
  const texts = [
    service.name,
    location.name,
    organization.name,
    location.city,
    ...service.service_labels,
    service.summary,
    service.description,
  ];
  return cutText([...new Set(texts.map((text) => foldText(text ?? "")))].join("\n"), 20_000);
}
