import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { directoryErrors } from "../errors.ts";
import type { BookRow } from "../book-store.ts";
import type { OfferBook } from "../offer-book.ts";
import { readTownPositions } from "../store.ts";
import { townIndex } from "../town-files.ts";
import { describeSlice, listSlices, readSliceFile } from "./actions.ts";
import { townsOf, townTextsOf } from "./departement-towns.ts";
import { mostSliceBytes, readHeader, writeSlice, type SliceHeader, type SliceParts } from "./slice-file.ts";

const zip = promisify(gzip);

/** A slice made ready. */
interface MadeSlice {
  readonly text: string;
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly header: SliceHeader;
}

/** A slice, and what it was made of: while that is the same, it holds. */
interface KeptSlice {
  readonly rows: readonly BookRow[];
  readonly towns: string;
  readonly made: Promise<MadeSlice | null>;
}

/** Slices kept ready in memory, those asked for last. */
const mostKept = 8;

/** Longest texts of entries tried one after the other until a slice is small enough, in UTF-16 units. */
const textLengths = [10_000, 1000, 400, 150, 0] as const;

/** Handlers of what may be taken along on a device. */
export function sliceHandlers(book: OfferBook): readonly BoundHandler[] {
  const kept = new Map<string, KeptSlice>();
  const sliceOf = async (db: Tx, now: Instant, departement: string): Promise<MadeSlice> => {
    const { table } = townIndex();
    const name = table.departements.get(departement)?.name;
    if (name === undefined) throw directoryErrors.departementNotFound({ departement });
    const rows = await book.rowsIn(db, now, departement);
    const exact = await readTownPositions(db, townsOf(table, departement));
    const parts = { departement, name, rows, towns: townTextsOf(table, departement, exact) };
    const made = await keep(kept, parts);
    if (made === null) throw directoryErrors.sliceTooLarge({ departement: name });
    return made;
  };
  return [
    handle(listSlices, {
      run: async ({ db, now }) => {
        const { table } = townIndex();
        const counted = [...(await book.countByDepartement(db, now))].flatMap(([code, offers]) => {
          const name = table.departements.get(code)?.name;
          return name === undefined ? [] : [{ code, name, offers }];
        });
        return { departements: counted.toSorted((a, b) => (a.code < b.code ? -1 : 1)) };
      },
    }),
    handle(describeSlice, {
      run: async ({ input, db, now }) => {
        const { bytes, unpackedBytes, header } = await sliceOf(db, now, input.departement);
        const { departement, name, offers, digest, changedOn, textLength } = header;
        return { departement, name, offers, bytes, unpackedBytes, digest, changedOn, textLength };
      },
    }),
    handle(readSliceFile, {
      run: async ({ input, db, now }) => ({
        fileName: `tisser-${input.departement}.json`,
        mediaType: "application/json" as const,
        text: (await sliceOf(db, now, input.departement)).text,
      }),
    }),
  ];
}

/** The slice as it is kept while its rows are the same objects, for a row that changed is another one; else made anew. */
function keep(kept: Map<string, KeptSlice>, parts: SliceParts): Promise<MadeSlice | null> {
  const before = kept.get(parts.departement);
  kept.delete(parts.departement);
  const towns = parts.towns.towns;
  const isSame =
    before !== undefined &&
    before.towns === towns &&
    before.rows.length === parts.rows.length &&
    before.rows.every((row, place) => row === parts.rows[place]);
  const slice = isSame ? before : { rows: parts.rows, towns, made: make(parts) };
  kept.set(parts.departement, slice);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return slice.made;
}

/** A slice with as much of its texts as fits; null when it is too large without any. */
async function make(parts: SliceParts): Promise<MadeSlice | null> {
  for (const length of textLengths) {
    const text = await writeSlice(parts, length);
    const { byteLength: bytes } = await zip(text);
    const header = readHeader(text.slice(0, text.indexOf("\n")));
    if (typeof header === "string") throw new Error(`a slice was written that is ${header}`);
    if (bytes <= mostSliceBytes) return { text, bytes, unpackedBytes: Buffer.byteLength(text), header };
  }
  return null;
}
