import { localDateAt, stableId, type Instant } from "#base";
import { nameKey, offerName, searchTextOf, type Resource } from "#directory";
import type { Tx } from "#storage";
import type { Converted } from "./convert.ts";
import { keepQuarantined, readDecisions, readHiddenPlaces, readStoredPhones } from "./quarantine-store.ts";
import type { RowFault } from "./row-fault.ts";
import type { Source } from "./source.ts";
import { suspicionsOf, type NationalLine, type Suspicion } from "./suspicion.ts";

/** What sorting out needs to know of an import. */
export interface SortingOut {
  readonly source: Source;
  readonly edition: string;
  readonly now: Instant;
  readonly lines: readonly NationalLine[];
  readonly digestOf: (entry: object) => string;
  /** Whether the rows are a part of a file: then only what is stored of them is read. */
  readonly isPart?: boolean;
}

/**
 * Takes the suspicious rows out of an import and keeps them for a human. What is stored of them stays as it is; one that a human
 * accepted as it is goes in, one that a human rejected as it is stays out and is not asked about again.
 */
export async function sortOut(db: Tx, converted: Converted, sorting: SortingOut): Promise<Converted> {
  const { source, edition, now, lines, digestOf } = sorting;
  if (source.isInvented === true) return converted;
  const ids = sorting.isPart === true ? converted.resources.map((one) => one.service_at_location.id) : null;
  const phones = await readStoredPhones(db, source.id, ids);
  const decisions = await readDecisions(db, source.id);
  const today = localDateAt(now, "Europe/Paris");
  const held: { readonly resource: Resource; readonly reasons: readonly Suspicion[] }[] = [];
  const resources = converted.resources.filter((resource) => {
    const { id } = resource.service_at_location;
    const storedPhones = phones.get(id) ?? null;
    const reasons = suspicionsOf(resource, { departements: source.departements, lines, storedPhones, now });
    if (reasons.length === 0) return true;
    const decided = decisions.get(id);
    if (decided?.decision === "accepted" && decided.digest === digestOf(resource)) return true;
    held.push({ resource, reasons });
    return false;
  });
  if (held.length === 0) return converted;
  const hidden = await readHiddenPlaces(db, source.id);
  await keepQuarantined(
    db,
    held.map(({ resource, reasons }) => ({
      id: stableId("tisser", "quarantine", resource.service_at_location.id),
      source: source.id,
      offer_id: resource.service_at_location.id,
      name: resource.service.name,
      city: resource.location.city,
      reasons,
      // Of a confidential site nothing that the feed says of its place is kept, here neither.
      resource: hidden.has(resource.location.id) ? withoutPlace(resource) : resource,
      digest: digestOf(resource),
      edition,
      arrived_on: today,
    })),
  );
  return {
    ...converted,
    resources,
    refusedKeys: [
      ...converted.refusedKeys,
      ...held.map(({ resource }) => resource.service_at_location.source_id),
    ],
    refused: [
      ...converted.refused,
      ...held.flatMap(({ resource, reasons }) => faultsOf(converted, resource, reasons)),
    ],
  };
}

/** A row without what would tell where its place is; its commune stays. */
function withoutPlace(resource: Resource): Resource {
  const { organization, service } = resource;
  const location = {
    ...resource.location,
    name: null,
    address_1: null,
    address_2: null,
    latitude: null,
    longitude: null,
    position_precision: null,
  };
  return {
    ...resource,
    location,
    service_at_location: {
      ...resource.service_at_location,
      name_key: nameKey(offerName(service.name, null)),
      search_text: searchTextOf({ organization, location, service }),
    },
  };
}

function faultsOf(
  converted: Converted,
  resource: Resource,
  reasons: readonly Suspicion[],
): readonly RowFault[] {
  const row = converted.rowOf.get(resource.service_at_location.id) ?? 0;
  return [{ row, field: "", code: "heldForReview", params: { reasons: reasons.join(", ") } }];
}
