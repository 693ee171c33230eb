import type { LocalDate } from "#base";
import type { CategoryOfAction, GivenMatching, InterventionType, OfferKind, Resource } from "#directory";
import { cutText } from "#directory";
import type { LabelMeaning } from "./code-map.ts";
import type { Place } from "./place.ts";
import type { WrittenHours } from "./reading/hours.ts";
import { makeResource } from "./resource.ts";
import type { RowReader } from "./row-reader.ts";

/** A row that tells of one organisation, one service and one place, as most feeds have them. */
export interface SimpleEntry {
  readonly source: string;
  /** Id of the row in its source. */
  readonly key: string;
  readonly organizationKey?: string;
  readonly serviceKey?: string;
  readonly confirmedOn: LocalDate | null;
  /** Name of what is offered. */
  readonly name: string;
  /** Name of who offers it; that of the offer unless told. */
  readonly organizationName?: string | null;
  readonly organizationDescription?: string | null;
  readonly legalStatus?: string | null;
  readonly siret?: string | null;
  readonly kind: OfferKind;
  readonly summary?: string | null;
  readonly description?: string | null;
  readonly website?: string | null;
  readonly email?: string | null;
  readonly meaning: LabelMeaning;
  readonly labels: readonly string[];
  readonly conditions?: readonly string[];
  readonly locationName?: string | null;
  readonly place: Place;
  readonly phones: readonly string[];
  readonly hours?: WrittenHours;
  readonly matching?: GivenMatching;
}

/** What an entry is put under when its labels say nothing. */
export interface Usual {
  /** Column of the labels, for the warning. */
  readonly column: string;
  readonly category: CategoryOfAction;
  readonly intervention: InterventionType;
}

/** The meaning of a row's labels; the usual category of its source, with a warning, where they say nothing. */
export function meaningOrUsual(meaning: LabelMeaning, cells: RowReader, usual: Usual): LabelMeaning {
  const { categories, interventions } = meaning;
  if (categories.length > 0 && interventions.length > 0) return meaning;
  cells.warn(usual.column, { code: "categoryAssumed" });
  return {
    ...meaning,
    categories: categories.length > 0 ? categories : [usual.category],
    interventions: interventions.length > 0 ? interventions : [usual.intervention],
  };
}

/** Puts a simple row into our model. */
export function simpleResource(entry: SimpleEntry): Resource {
  const { website = null, email = null, conditions = [], meaning } = entry;
  return makeResource({
    source: entry.source,
    key: entry.key,
    ...(entry.organizationKey === undefined ? {} : { organizationKey: entry.organizationKey }),
    ...(entry.serviceKey === undefined ? {} : { serviceKey: entry.serviceKey }),
    confirmedOn: entry.confirmedOn,
    organization: {
      name: entry.organizationName ?? entry.name,
      description: entry.organizationDescription ?? null,
      legal_status: entry.legalStatus ?? null,
      siret: entry.siret ?? null,
      website,
      email,
    },
    service: {
      name: entry.name,
      kind: entry.kind,
      summary: entry.summary ?? null,
      description: entry.description ?? null,
      url: website,
      email,
      categories: [...meaning.categories].slice(0, 5),
      interventions: [...meaning.interventions],
      publics: [...meaning.publics].slice(0, 20),
      frais: [...meaning.frais],
      service_labels: entry.labels.slice(0, 60),
      conditions_acces: conditions.length === 0 ? null : cutText(conditions.join("\n"), 2000),
    },
    locationName: entry.locationName ?? null,
    place: entry.place,
    phones: entry.phones,
    hours: entry.hours ?? { openingHours: null, note: null },
    ...(entry.matching === undefined ? {} : { matching: entry.matching }),
  });
}
