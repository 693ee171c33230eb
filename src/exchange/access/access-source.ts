import type { RecogniseTown } from "#directory";
import type { Feed } from "../reading/feed.ts";
import type { RowReader } from "../row-reader.ts";
import type { AccessPlace } from "./access-place.ts";

/** A source that describes how one gets into places, and adds no offer of its own. */
export interface AccessSource {
  /** Folder under `exchange/sources`: the name used for importing. */
  readonly id: string;
  /** Name shown to readers. */
  readonly name: string;
  readonly licence: string;
  readonly url: string;
  /** Columns without which a file is not of this source. */
  readonly columns: readonly string[];
  /** Takes the rows out of a file that is no table, flattened to the columns of the table. */
  readonly readJson: (bytes: Uint8Array) => Feed;
  /** An establishment of a row; null, and a refusal, where the row cannot be used. */
  readonly read: (cells: RowReader, recogniseTown: RecogniseTown) => AccessPlace | null;
}
