import { stableId, type GeoPoint, type LocalDate } from "#base";
import type {
  CapacityStatus,
  CategoryOfAction,
  Frais,
  InterventionType,
  OfferKind,
  PublicServed,
} from "#directory";

/** An open offer with everything public of its service, place and organisation, as the store gives it. */
export interface OpenRow {
  readonly id: string;
  readonly service_id: string;
  readonly location_id: string;
  readonly organization_id: string;
  readonly kind: OfferKind;
  readonly service_name: string;
  readonly summary: string | null;
  readonly description: string | null;
  readonly url: string | null;
  readonly service_email: string | null;
  readonly categories: readonly CategoryOfAction[];
  readonly interventions: readonly InterventionType[];
  readonly publics: readonly PublicServed[];
  readonly frais: readonly Frais[];
  readonly conditions_acces: string | null;
  readonly attendance: readonly string[];
  readonly ways_in: readonly string[];
  readonly group_size: string | null;
  readonly age_min: number | null;
  readonly age_max: number | null;
  readonly languages: readonly string[];
  readonly cost_amount: number | null;
  readonly cost_per: string | null;
  readonly area_type: string | null;
  readonly area_values: readonly string[];
  readonly organization_name: string;
  readonly organization_description: string | null;
  readonly legal_status: string | null;
  readonly siret: string | null;
  readonly website: string | null;
  readonly organization_email: string | null;
  readonly location_name: string | null;
  readonly address_1: string | null;
  readonly address_2: string | null;
  readonly transportation: string | null;
  readonly postal_code: string | null;
  readonly city: string;
  readonly code_insee: string | null;
  readonly latitude: GeoPoint["latitude"] | null;
  readonly longitude: GeoPoint["longitude"] | null;
  readonly is_confidential: boolean;
  readonly phones: readonly string[];
  readonly opening_hours: string | null;
  readonly hours_note: string | null;
  readonly wheelchair: "yes" | "limited" | "no" | "unknown";
  readonly access_features: readonly string[];
  readonly sessions: readonly { readonly start: string; readonly end: string }[];
  readonly capacity_status: CapacityStatus;
  /** Waiting time, or how to get a place, in the words of whoever keeps the entry. */
  readonly capacity_note: string | null;
  /** Day on which it was said whether there is room. */
  readonly room_told_on: LocalDate | null;
  readonly confirmed_on: LocalDate | null;
  readonly service_confirmed_on: LocalDate | null;
  readonly location_confirmed_on: LocalDate | null;
  readonly organization_confirmed_on: LocalDate | null;
  /** Day on which something of it last changed. */
  readonly changed_on: LocalDate;
  readonly source: string;
  readonly source_name: string;
  readonly licence: string;
}

/** What the standards need that an offer does not say itself. */
export interface OpenNames {
  readonly baseUrl: string;
  /** Name of the département of a commune; null when the commune is not known. */
  readonly departementOf: (townCode: string | null) => string | null;
  /** Name of a commune or département by its code; null when it is not known. */
  readonly areaOf: (type: "communes" | "departement", code: string) => string | null;
}

const email =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/** An e-mail address as the standards take it; undefined for none. */
export function openEmail(text: string | null): string | undefined {
  return text !== null && email.test(text) ? text : undefined;
}

const uris = new Map<string, string | undefined>();

/** An address of the web as the standards take it, in ASCII; undefined for none. Many entries share one. */
export function openUri(text: string | null): string | undefined {
  if (text === null) return undefined;
  if (uris.has(text)) return uris.get(text);
  if (uris.size > 5000) uris.clear();
  const uri = uriOf(text);
  uris.set(text, uri);
  return uri;
}

function uriOf(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  // URL leaves some signs in place that a URI may not hold.
  const ascii = new URL(text).href.replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/g, (sign) => encodeURIComponent(sign));
  const uri = ascii.replace(/%(?![0-9a-f]{2})/gi, "%25");
  return uri.split("#").length > 2 ? undefined : uri;
}

/** Record without what is undefined, null, or an empty list. */
export function compact(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(record)) {
    const value = record[name];
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
    kept[name] = value;
  }
  return kept;
}

/**
 * The id of what links two things (UUID version 8, RFC 9562 §5.8): that of the first, its last 32 bits mixed with those of the
 * second. Always the same, and made a hundred times faster than a digest, of which a dump would need two hundred thousand.
 */
export function linkedId(first: string, second: string): string {
  const mixed = (Number.parseInt(first.slice(28), 16) ^ Number.parseInt(second.slice(28), 16)) >>> 0;
  return `${first.slice(0, 14)}8${first.slice(15, 28)}${mixed.toString(16).padStart(8, "0")}`;
}

const places = new Map<string, string>();

/** The id of the nth thing of a kind that something has. */
export function nthId(owner: string, kind: string, place: number | string): string {
  const key = `${kind}/${place}`;
  let mark = places.get(key);
  if (mark === undefined) {
    mark = stableId("tisser", kind, String(place));
    if (places.size < 10_000) places.set(key, mark);
  }
  return linkedId(owner, mark);
}
