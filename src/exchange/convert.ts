import type { LocalDate } from "#base";
import {
  locationSchema,
  organizationSchema,
  serviceAtLocationSchema,
  serviceSchema,
  type RecogniseTown,
  type Resource,
} from "#directory";
import { z } from "zod";
import { makeCodeMap } from "./code-map.ts";
import type { Feed } from "./reading/feed.ts";
import type { RowFault } from "./row-fault.ts";
import { RowReader } from "./row-reader.ts";
import type { MapContext, Source } from "./source.ts";

/** A file in our model. */
export interface Converted {
  /** Rows read, refused ones too. */
  readonly read: number;
  readonly resources: readonly Resource[];
  /** Row in the feed of each resource, by the id of its offer. */
  readonly rowOf: ReadonlyMap<string, number>;
  /** Row of each id that the source gives, where it comes first; of refused rows too. */
  readonly firstRow: ReadonlyMap<string, number>;
  /** Ids that the source gives to refused rows: the entries they had before stay. */
  readonly refusedKeys: readonly string[];
  readonly refused: readonly RowFault[];
  readonly warnings: readonly RowFault[];
}

/** What converting needs to know. */
export interface ConvertOptions {
  readonly recogniseTown: RecogniseTown;
  readonly today: LocalDate;
  /** Rows of the file before those given, where these are a part of it. */
  readonly rowsBefore?: number;
}

/** A whole entry. */
export const resourceSchema = z.strictObject({
  organization: organizationSchema,
  location: locationSchema,
  service: serviceSchema,
  service_at_location: serviceAtLocationSchema,
});

/** Converts the rows of a feed by the mapping of its source. Row by row: a refused row leaves the others alone. */
export function convertFeed(feed: Feed, source: Source, options: ConvertOptions): Converted {
  const maps = Object.fromEntries(Object.entries(source.maps).map(([name, csv]) => [name, makeCodeMap(csv)]));
  const { rowsBefore = 0 } = options;
  const context: MapContext = { source, recogniseTown: options.recogniseTown, maps };
  const resources: Resource[] = [];
  const rowOf = new Map<string, number>();
  const refused: RowFault[] = [];
  const warnings: RowFault[] = [];
  const refusedKeys: string[] = [];
  const firstRow = new Map<string, number>();
  if (feed.isEncodingGuessed) warnings.push({ row: 0, field: "", code: "encodingGuessed" });
  for (const [position, raw] of feed.rows.entries()) {
    const cells = new RowReader(raw ?? {}, rowsBefore + position + 1, options.today);
    if (raw === null) {
      refused.push({ row: cells.number, field: "", code: "notARecord" });
      continue;
    }
    const { key, map } = source.open(cells);
    const first = firstRow.get(key);
    if (first !== undefined) cells.refuse("", { code: "repeatedRow", params: { first } });
    else if (key !== "") firstRow.set(key, cells.number);
    const resource = cells.refusals.length === 0 ? map(context) : null;
    const isValid = resource !== null && checkResource(resource, cells);
    if (isValid && cells.refusals.length === 0) {
      resources.push(resource);
      rowOf.set(resource.service_at_location.id, cells.number);
    } else if (key !== "" && first === undefined) refusedKeys.push(key);
    refused.push(...cells.refusals);
    warnings.push(...cells.warnings);
  }
  return { read: feed.rows.length, resources, rowOf, firstRow, refusedKeys, refused, warnings };
}

/** The last guard: what a mapping made must fit the model. */
function checkResource(resource: Resource, cells: RowReader): boolean {
  const checked = resourceSchema.safeParse(resource);
  if (checked.success) return true;
  cells.refuse("", {
    code: "recordInvalid",
    params: { part: checked.error.issues[0]?.path.join(".") ?? "" },
  });
  return false;
}
