import type { Instant } from "#base";
import type { RecogniseTown } from "#directory";
import { areaNames } from "../area-names.ts";
import type { Tx } from "#storage";
import { openVocabulary } from "./open-taxonomy.ts";
import type { HsdsContext } from "./to-hsds.ts";

/** What publishing needs from the program. */
export interface OpenServices {
  /** Address of the site without final slash. */
  readonly baseUrl: string;
  readonly recogniseTown: RecogniseTown;
}

/** What the handlers of the open data need from the program. */
export interface OpenHandlerServices extends OpenServices {
  /** The open offers in memory. */
  readonly book: {
    /** Ids of the open offers that hold words. */
    readonly idsHolding: (db: Tx, now: Instant, words: string) => Promise<readonly string[]>;
  };
}

/** What publishing in HSDS needs, the names of départements looked up once each. */
export function hsdsContextOf({ baseUrl, recogniseTown }: OpenServices): HsdsContext {
  const names = new Map<string, string | null>();
  const departementOf = (code: string | null): string | null => {
    if (code === null) return null;
    // One look-up a département: looking for each commune would cost more than all the rest of a dump.
    const departement = code.slice(0, /^9[78]/.test(code) ? 3 : 2);
    const known = names.get(departement);
    if (known !== undefined) return known;
    const found =
      recogniseTown({ code, postcode: null, name: null, departements: [] })?.town.departementName ?? null;
    names.set(departement, found);
    return found;
  };
  const { plainNameOf: areaOf } = areaNames(recogniseTown);
  return { names: { baseUrl, departementOf, areaOf }, vocabulary: openVocabulary(baseUrl) };
}
