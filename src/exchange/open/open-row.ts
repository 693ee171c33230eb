import type { GeoPoint, LocalDate } from "#base";
import type { CategoryOfAction, Frais, InterventionType, OfferKind, PublicServed } from "#directory";

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
  readonly confirmed_on: LocalDate | null;
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
}

const email =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/** An e-mail address as the standards take it; undefined for none. */
export function openEmail(text: string | null): string | undefined {
  return text !== null && email.test(text) ? text : undefined;
}

/** An address of the web as the standards take it, in ASCII; undefined for none. */
export function openUri(text: string | null): string | undefined {
  if (text === null || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  // URL leaves some signs in place that a URI may not hold.
  const uri = new URL(text).href
    .replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/g, (sign) => encodeURIComponent(sign))
    .replace(/%(?![0-9a-f]{2})/gi, "%25");
  const [, , ...others] = uri.split("#");
  return others.length === 0 ? uri : undefined;
}

/** Record without what is undefined, null, or an empty list. */
export function compact<T extends object>(record: T): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).filter(
      ([, value]: [string, unknown]) =>
        value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
