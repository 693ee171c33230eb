import { compact, linkedId, nthId, openEmail, openUri, type OpenNames, type OpenRow } from "./open-row.ts";
import { openRulesOf } from "./open-schedule.ts";
import type { OpenTerm, OpenVocabulary } from "./open-taxonomy.ts";

/** A record in the words of HSDS 3.0; `../shared/standards/hsds-3.0` is its schema, and tests hold us to it. */
export type HsdsRecord = Readonly<Record<string, unknown>>;

/** What publishing in HSDS needs. */
export interface HsdsContext {
  readonly names: OpenNames;
  readonly vocabulary: OpenVocabulary;
  /** Whether records are written by the ten thousands: what a place says is then not said again of its service. */
  readonly isDump?: boolean;
}

/** A service with its places. @param rows the open offers of one service, at least one. */
export function toHsdsService(rows: readonly OpenRow[], context: HsdsContext): HsdsRecord {
  const row = rows[0]!;
  const attributes = termsOf(row, context).map((term) => attributeOf(row.service_id, term, context));
  return { ...serviceBeforeTerms(rows, context), ...compact({ attributes }) };
}

/** What a service says before its attributes, which come last: most of a dump are the same few terms, written by {@link attributeOf}. */
export function serviceBeforeTerms(rows: readonly OpenRow[], context: HsdsContext): HsdsRecord {
  const row = rows[0]!;
  const isDump = context.isDump === true;
  return compact({
    ...serviceFields(row),
    phones: isDump ? [] : phonesOf(commonPhones(rows), row.service_id, "service"),
    languages: languagesOf(row),
    cost_options: costOf(row),
    service_areas: areaOf(row, context),
    organization: toHsdsOrganization(row),
    service_at_locations: rows.map((place) => serviceAtLocation(place, context)),
    schedules: rows.length === 1 && !isDump ? schedulesOf(row) : [],
  });
}

/** An offer: a service at a location, with both. */
export function toHsdsServiceAtLocation(row: OpenRow, context: HsdsContext): HsdsRecord {
  return { ...serviceAtLocation(row, context), service: toHsdsService([row], context) };
}

/** An organisation. Never a person: contacts are not published. */
export function toHsdsOrganization(row: OpenRow): HsdsRecord {
  return compact({
    id: row.organization_id,
    name: row.organization_name,
    description: row.organization_description ?? row.organization_name,
    email: openEmail(row.organization_email),
    website: openUri(row.website),
    legal_status: row.legal_status,
    organization_identifiers:
      row.siret === null
        ? []
        : [
            {
              id: row.organization_id,
              organization_id: row.organization_id,
              identifier_scheme: "FR-SIRET",
              identifier_type: "SIRET",
              identifier: row.siret,
            },
          ],
  });
}

/** Only `id` and the day of its last change: `/services?minimal=true`. */
export function toHsdsMinimal(row: OpenRow): HsdsRecord {
  return { id: row.service_id, modified_date: row.changed_on, name: row.service_name, status: "active" };
}

function serviceFields(row: OpenRow): HsdsRecord {
  return {
    id: row.service_id,
    organization_id: row.organization_id,
    name: row.service_name,
    description: row.description ?? row.summary ?? row.service_name,
    url: openUri(row.url ?? row.website),
    email: openEmail(row.service_email ?? row.organization_email),
    status: "active",
    application_process: row.conditions_acces,
    fees_description: feesOf(row),
    wait_time: waitOf(row),
    eligibility_description: row.publics.length === 0 ? null : row.publics.join(", "),
    minimum_age: row.age_min,
    maximum_age: row.age_max,
    assured_date: row.service_confirmed_on,
    last_modified: `${row.changed_on}T00:00:00.000Z`,
    licenses: row.licence,
  };
}

function serviceAtLocation(row: OpenRow, context: HsdsContext): HsdsRecord {
  return compact({
    id: row.id,
    service_id: row.service_id,
    location_id: row.location_id,
    phones: phonesOf(row.phones, row.id, "service_at_location"),
    schedules: schedulesOf(row),
    location: locationOf(row, context),
  });
}

function locationOf(row: OpenRow, { names }: HsdsContext): HsdsRecord {
  const isRemote =
    row.attendance.length > 0 && row.attendance.every((way) => way !== "on-site" && way !== "at-home");
  return compact({
    id: row.location_id,
    location_type: isRemote ? "virtual" : "physical",
    organization_id: row.organization_id,
    name: row.location_name ?? (row.is_confidential ? row.city : row.organization_name),
    transportation: row.transportation,
    latitude: row.latitude,
    longitude: row.longitude,
    external_identifier: row.code_insee,
    external_identifier_type: row.code_insee === null ? null : "FR-INSEE-COMMUNE",
    addresses: [
      compact({
        id: row.location_id,
        location_id: row.location_id,
        // HSDS demands a line: the commune stands in where no street is published.
        address_1: row.address_1 ?? row.city,
        address_2: row.address_2,
        city: row.city,
        state_province: names.departementOf(row.code_insee) ?? "",
        postal_code: row.postal_code ?? "",
        country: "FR",
        address_type: isRemote ? "virtual" : "physical",
      }),
    ],
    accessibility: accessibilityOf(row),
  });
}

function accessibilityOf(row: OpenRow): readonly HsdsRecord[] {
  const told = [
    ...(row.wheelchair === "unknown" ? [] : [`wheelchair: ${row.wheelchair}`]),
    ...row.access_features,
  ];
  return told.length === 0
    ? []
    : [{ id: row.location_id, location_id: row.location_id, description: told.join(", ") }];
}

function schedulesOf(row: OpenRow): readonly HsdsRecord[] {
  const osm = row.opening_hours;
  const regular =
    osm === null ? (row.hours_note === null ? [] : [{ description: row.hours_note }]) : openRulesOf(osm);
  const dated = row.sessions.map(({ start, end }) => ({
    dtstart: start,
    until: end,
    description: `${start}/${end}`,
  }));
  return [...regular, ...dated].map((rule, place) => ({
    id: nthId(row.id, "schedule", place),
    service_id: row.service_id,
    service_at_location_id: row.id,
    ...rule,
  }));
}

function phonesOf(
  phones: readonly string[],
  ownerId: string,
  owner: "service" | "service_at_location",
): readonly HsdsRecord[] {
  return phones.map((number, place) => ({
    id: nthId(ownerId, "phone", place),
    [`${owner}_id`]: ownerId,
    number,
    type: "voice",
  }));
}

function commonPhones(rows: readonly OpenRow[]): readonly string[] {
  return (rows[0]?.phones ?? []).filter((phone) => rows.every(({ phones }) => phones.includes(phone)));
}

function languagesOf(row: OpenRow): readonly HsdsRecord[] {
  return row.languages.map((code) => ({
    id: nthId(row.service_id, "language", code),
    service_id: row.service_id,
    code,
    name: code,
  }));
}

function costOf(row: OpenRow): readonly HsdsRecord[] {
  const base = { id: row.service_id, service_id: row.service_id };
  if (row.cost_amount !== null && row.cost_amount > 0)
    return [compact({ ...base, currency: "EUR", amount: row.cost_amount, amount_description: row.cost_per })];
  return row.frais.length === 1 && row.frais[0] === "gratuit"
    ? [{ ...base, currency: "EUR", amount: 0 }]
    : [];
}

/**
 * Whether there is room, by its code, what is told of waiting, and on which day: the reader judges how old is too old
 * (docs/open-data.md). Nothing where one has to ask.
 */
function waitOf({ capacity_status: status, capacity_note: note, room_told_on: day }: OpenRow): string | null {
  const told = [...(status === "ask" ? [] : [status]), ...(note === null ? [] : [note])].join(": ");
  if (told === "") return null;
  return day === null ? told : `${told} (${day})`;
}

function feesOf(row: OpenRow): string | null {
  return row.frais.length === 0 ? null : row.frais.join(", ");
}

function areaOf(row: OpenRow, { names }: HsdsContext): readonly HsdsRecord[] {
  if (row.area_type === null) return [];
  const values = row.area_type === "country" ? ["FR"] : row.area_values;
  return values.map((value) => ({
    id: nthId(row.service_id, "service-area", value),
    service_id: row.service_id,
    name: nameOfArea(row.area_type, value, names),
    extent: value,
    extent_type:
      row.area_type === "communes"
        ? "FR-INSEE-COMMUNE"
        : row.area_type === "departement"
          ? "FR-INSEE-DEPARTEMENT"
          : "ISO-3166",
  }));
}

function nameOfArea(type: string | null, value: string, names: OpenNames): string {
  if (type === "country") return "France";
  return names.areaOf(type === "communes" ? "communes" : "departement", value) ?? value;
}

/** The terms that a service bears. */
export function termsOf(row: OpenRow, { vocabulary }: HsdsContext): readonly OpenTerm[] {
  return [...row.categories.map(vocabulary.ofCategory), ...row.interventions.map(vocabulary.ofIntervention)];
}

/** A term as an attribute of a service: first what is of this service alone, then what is of the term. */
export function attributeOf(serviceId: string, term: OpenTerm, { isDump }: HsdsContext): HsdsRecord {
  return {
    id: linkedId(serviceId, term.id),
    link_id: serviceId,
    link_entity: "service",
    taxonomy_term_id: term.id,
    taxonomy_term: isDump === true ? shortTerm(term) : term,
  };
}

function shortTerm({ id, code, name, description, term_uri: uri }: OpenTerm): HsdsRecord {
  return { id, code, name, description, term_uri: uri };
}
