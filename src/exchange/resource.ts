import { stableId, type LocalDate } from "#base";
import {
  nameKey,
  offerName,
  placeMatchingSchema,
  searchTextOf,
  serviceMatchingSchema,
  type GivenMatching,
  type Location,
  type Organization,
  type Resource,
  type Service,
  type ServiceAtLocation,
} from "#directory";
import type { Place } from "./place.ts";
import type { WrittenHours } from "./reading/hours.ts";

type ServiceMatching = keyof typeof serviceMatchingSchema.shape;

type Without<T, K extends string> = Omit<T, "id" | "source" | "source_id" | "confirmed_on" | K>;

/** A row in our model, before its ids are made. */
export interface ResourceParts {
  readonly source: string;
  /** Id of the row in its source. */
  readonly key: string;
  /** Id of its organisation and of its service in the source, where several rows share them; that of the row unless told. */
  readonly organizationKey?: string;
  readonly serviceKey?: string;
  readonly confirmedOn: LocalDate | null;
  readonly organization: Without<Organization, never>;
  readonly service: Without<Service, "organization_id" | ServiceMatching>;
  readonly locationName: string | null;
  readonly place: Place;
  readonly phones: readonly string[];
  readonly hours: WrittenHours;
  /** What the source says for matching; nothing unless told. */
  readonly matching?: GivenMatching;
}

/** The four entries of a row, with ids that the next edition finds again. */
export function makeResource(parts: ResourceParts): Resource {
  const { source, key, organizationKey = key, serviceKey = key } = parts;
  const provenance = (id: string): { source: string; source_id: string; confirmed_on: LocalDate | null } => {
    return { source, source_id: id, confirmed_on: parts.confirmedOn };
  };
  const organization: Organization = {
    id: stableId(source, "organization", organizationKey),
    ...parts.organization,
    ...provenance(organizationKey),
  };
  const location: Location = {
    id: stableId(source, "location", key),
    organization_id: organization.id,
    name: parts.locationName,
    ...parts.place,
    // Behind the place, as the schema has it: digests are told by the order of the fields.
    transportation: parts.place.transportation ?? null,
    ...provenance(key),
  };
  const service: Service = {
    id: stableId(source, "service", serviceKey),
    organization_id: organization.id,
    ...parts.service,
    ...serviceMatchingSchema.parse(pick(parts.matching, serviceMatchingSchema.shape)),
    ...provenance(serviceKey),
  };
  const serviceAtLocation: ServiceAtLocation = {
    id: stableId(source, "offer", key),
    service_id: service.id,
    location_id: location.id,
    phones: [...parts.phones],
    opening_hours: parts.hours.openingHours,
    hours_note: parts.hours.note,
    name_key: nameKey(offerName(service.name, location.name)),
    search_text: searchTextOf({ organization, location, service }),
    ...placeMatchingSchema.parse(pick(parts.matching, placeMatchingSchema.shape)),
    ...provenance(key),
  };
  return { organization, location, service, service_at_location: serviceAtLocation };
}

/** The fields of a source that belong to a schema. */
function pick(given: GivenMatching | undefined, shape: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([name]) => Object.hasOwn(shape, name)));
}
