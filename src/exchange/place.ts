import type { GeoPoint } from "#base";
import type { Location, PositionPrecision, RecognisedTown } from "#directory";
import type { RowReader } from "./row-reader.ts";
import type { MapContext } from "./source.ts";

/** What a row says of where it is, with the columns that say it. */
export interface WrittenPlace {
  readonly street: string | null;
  readonly complement: string | null;
  readonly postcode: string | null;
  readonly townCode: string | null;
  readonly city: string | null;
  readonly columns: { readonly city: string; readonly latitude: string; readonly longitude: string };
  /** How well the producer knows the position; told from the street when it does not say. */
  readonly precision?: PositionPrecision;
}

/** The part of a location that tells where it is. */
export type Place = Pick<
  Location,
  | "address_1"
  | "address_2"
  | "postal_code"
  | "city"
  | "code_insee"
  | "latitude"
  | "longitude"
  | "position_precision"
> &
  Partial<Pick<Location, "transportation">>;

/**
 * Where a row is. The town is recognised; a position that is missing, or lies more than 40 km from the town, is
 * replaced by the centre of the town, with precision `town`, and told.
 * Missing  `null`, and a refusal, when neither a known town nor a position tells where it is.
 */
export function placeOf(
  written: WrittenPlace,
  cells: RowReader,
  { source, recogniseTown }: MapContext,
): Place | null {
  const { columns } = written;
  const recognised = recogniseTown({
    code: written.townCode,
    postcode: written.postcode,
    name: written.city,
    departements: source.departements,
  });
  if (recognised?.by === "postcode")
    cells.warn(columns.city, { code: "townFromPostcode", params: { town: recognised.name } });
  const warned = cells.warnings.length;
  const read = cells.position(columns.latitude, columns.longitude, expectedAt(recognised));
  const centre = recognised?.town.position ?? null;
  if (recognised === null && read !== null) cells.warn(columns.city, { code: "townUnknown" });
  const isEmpty = read === null && cells.warnings.length === warned;
  if (recognised !== null && isEmpty) cells.warn(columns.latitude, { code: "positionMissing" });
  const city = recognised?.name ?? written.city;
  if (city === null || (recognised === null && read === null)) {
    cells.refuse(columns.city, { code: "placeUnknown" });
    return null;
  }
  return {
    address_1: written.street,
    address_2: written.complement,
    postal_code: written.postcode ?? onlyPostcode(recognised),
    city,
    code_insee: recognised?.town.code ?? null,
    ...positionOf(
      read ?? centre,
      read === null ? "town" : (written.precision ?? precisionOf(written.street)),
    ),
  };
}

function expectedAt(recognised: RecognisedTown | null): { centre: GeoPoint; errorKm: number } | null {
  if (!recognised?.town.position) return null;
  return { centre: recognised.town.position, errorKm: recognised.town.positionErrorKm ?? 0 };
}

function onlyPostcode(recognised: RecognisedTown | null): string | null {
  const [only, ...others] = recognised?.town.postcodes ?? [];
  return only !== undefined && others.length === 0 ? only : null;
}

/** An address with a house number was placed at it; without one, somewhere along its street. */
function precisionOf(street: string | null): PositionPrecision {
  return street !== null && /\d/.test(street) ? "address" : "street";
}

function positionOf(
  point: GeoPoint | null,
  precision: PositionPrecision,
): Pick<Place, "latitude" | "longitude" | "position_precision"> {
  if (point === null) return { latitude: null, longitude: null, position_precision: null };
  return { ...point, position_precision: precision };
}
