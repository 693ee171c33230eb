import { setImmediate } from "node:timers/promises";
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
import { RowReader, type RawRow } from "./row-reader.ts";
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
  const conversion = new Conversion(feed, source, options);
  for (const raw of feed.rows) conversion.add(raw);
  return conversion.converted;
}

/** Rows converted before others get their turn: a millisecond of work, for a part that is being written waits a turn at each statement. */
const rowsAtOnce = 5;

/** The same, with pauses in which what waits for the database goes on. */
export async function convertGently(feed: Feed, source: Source, options: ConvertOptions): Promise<Converted> {
  const conversion = new Conversion(feed, source, options);
  for (const [position, raw] of feed.rows.entries()) {
    if (position % rowsAtOnce === 0) await setImmediate();
    conversion.add(raw);
  }
  return conversion.converted;
}

/** A conversion under way. */
class Conversion {
  readonly #source: Source;
  readonly #today: LocalDate;
  readonly #context: MapContext;
  readonly #rowOf = new Map<string, number>();
  readonly #firstRow = new Map<string, number>();
  readonly #resources: Resource[] = [];
  readonly #refused: RowFault[] = [];
  readonly #warnings: RowFault[] = [];
  readonly #refusedKeys: string[] = [];
  #position: number;
  #read = 0;

  constructor(feed: Pick<Feed, "isEncodingGuessed">, source: Source, options: ConvertOptions) {
    const maps = Object.fromEntries(
      Object.entries(source.maps).map(([name, csv]) => [name, makeCodeMap(csv)]),
    );
    this.#source = source;
    this.#today = options.today;
    this.#context = { source, recogniseTown: options.recogniseTown, maps };
    this.#position = options.rowsBefore ?? 0;
    if (feed.isEncodingGuessed) this.#warnings.push({ row: 0, field: "", code: "encodingGuessed" });
  }

  add(raw: RawRow | null): void {
    this.#position += 1;
    this.#read += 1;
    const cells = new RowReader(raw ?? {}, this.#position, this.#today);
    if (raw === null) {
      this.#refused.push({ row: cells.number, field: "", code: "notARecord" });
      return;
    }
    const { key, map } = this.#source.open(cells);
    const first = this.#firstRow.get(key);
    if (first !== undefined) cells.refuse("", { code: "repeatedRow", params: { first } });
    else if (key !== "") this.#firstRow.set(key, cells.number);
    const resource = cells.refusals.length === 0 ? map(this.#context) : null;
    const isValid = resource !== null && checkResource(resource, cells);
    if (isValid && cells.refusals.length === 0) {
      this.#resources.push(resource);
      this.#rowOf.set(resource.service_at_location.id, cells.number);
    } else if (key !== "" && first === undefined) this.#refusedKeys.push(key);
    this.#refused.push(...cells.refusals);
    this.#warnings.push(...cells.warnings);
  }

  get converted(): Converted {
    return {
      read: this.#read,
      resources: this.#resources,
      rowOf: this.#rowOf,
      firstRow: this.#firstRow,
      refusedKeys: this.#refusedKeys,
      refused: this.#refused,
      warnings: this.#warnings,
    };
  }
}

/** A whole entry, but for its ids, which are made here and not read. */
const madeId = z.string();
const rowSchema = z.strictObject({
  organization: organizationSchema.extend({ id: madeId }),
  location: locationSchema.extend({ id: madeId, organization_id: madeId }),
  service: serviceSchema.extend({ id: madeId, organization_id: madeId }),
  service_at_location: serviceAtLocationSchema.extend({
    id: madeId,
    service_id: madeId,
    location_id: madeId,
  }),
});

/** The last guard: what a mapping made must fit the model. */
function checkResource(resource: Resource, cells: RowReader): boolean {
  const checked = rowSchema.safeParse(resource);
  if (checked.success) return true;
  cells.refuse("", {
    code: "recordInvalid",
    params: { part: checked.error.issues[0]?.path.join(".") ?? "" },
  });
  return false;
}
