import type { LocalDate } from "#base";
import type { RecogniseTown, Resource } from "#directory";
import type { CodeMap } from "./code-map.ts";
import { readCsvFeed, readJsonFeed, type Feed } from "./reading/feed.ts";
import type { SplitShape } from "./reading/split-feed.ts";
import type { RowReader } from "./row-reader.ts";

/** What every source says of itself; its README says the same in words. */
export interface SourceFacts {
  /** Folder under `exchange/sources`: the name used for importing. */
  readonly id: string;
  /** Name shown to readers. */
  readonly name: string;
  readonly licence: string;
  /** Page where the producer publishes; null when it has none. */
  readonly url: string | null;
  /** Columns without which a file is not of this source. */
  readonly columns: readonly string[];
  /** Départements in which its places lie. */
  readonly departements: readonly string[];
  /** Whether it is a format that many producers write: each feed of it is then imported under a name of its own. */
  readonly isFormat?: boolean;
  /** Whether its rows never wait for a human: invented worlds, which nobody outside sees. */
  readonly isInvented?: boolean;
}

/** What a mapping may look up. */
export interface MapContext {
  readonly source: SourceFacts;
  readonly recogniseTown: RecogniseTown;
  readonly maps: Readonly<Record<string, CodeMap>>;
}

/** A row in our model: everything but the ids, which its keys make. */
export interface SourceDeclaration<Row extends object> extends SourceFacts {
  /** Takes the rows out of a file; a JSON list unless told. Nested records are flattened to cells here. */
  readonly readFeed?: (bytes: Uint8Array, today: LocalDate) => Feed;
  /** Reads one raw row into the producer's own model; notes faults in the reader. */
  readonly read: (cells: RowReader) => Row;
  /** The id that the producer gives the row, or a key made of its name and town. */
  readonly keyOf: (row: Row) => string;
  /** Puts a row that was not refused into our model. */
  readonly map: (row: Row, cells: RowReader, context: MapContext) => Resource | null;
  /** Code maps of the source: the file name under `maps/` without extension, and its content. */
  readonly maps: Readonly<Record<string, string>>;
}

/** A source, the type of its rows forgotten. */
export interface Source extends SourceFacts {
  readonly readFeed: (bytes: Uint8Array, today: LocalDate) => Feed;
  /** How its files are made, where they can be read part by part; null where only a whole file makes sense. */
  readonly shape: SplitShape | null;
  readonly maps: Readonly<Record<string, string>>;
  /** Id of the row, and its mapping to be done later; the id is empty when the row has none. */
  readonly open: (cells: RowReader) => {
    readonly key: string;
    readonly map: (context: MapContext) => Resource | null;
  };
}

/** Declares a source. */
export function defineSource<Row extends object>(declaration: SourceDeclaration<Row>): Source {
  const { read, keyOf, map, readFeed = readJsonFeed, ...facts } = declaration;
  return {
    ...facts,
    readFeed,
    shape: readFeed === readCsvFeed ? "csv" : readFeed === readJsonFeed ? "json-list" : null,
    open: (cells) => {
      const row = read(cells);
      return { key: keyOf(row), map: (context) => map(row, cells, context) };
    },
  };
}
