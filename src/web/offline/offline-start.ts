import type { Locale, Profile } from "#base";
import type { OutputOf } from "#base";
import type { describeSlice } from "#directory/actions";

/** The slice that the page offers, as the server describes it. */
export type OfferedSlice = Pick<
  OutputOf<typeof describeSlice>,
  "departement" | "name" | "offers" | "digest" | "unpackedBytes"
>;

/** What the page hands to the script of the device. */
export interface OfflineStart {
  readonly locale: Locale;
  readonly profile: Profile;
  readonly isDemonstration: boolean;
  /** Null while no département is chosen, or when it has nothing to take. */
  readonly offered: OfferedSlice | null;
  /** Addresses of the pages kept beside the slice, in every language. */
  readonly pages: readonly string[];
  /** Addresses of the scripts, styles and fonts of those pages. */
  readonly files: readonly string[];
  /** Texts of the pages that the device draws, as they are written. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Path of the page of what is taken along. */
export const offlinePath = "/hors-ligne";

/** Address of the file of a slice. */
export function sliceAddress(departement: string): string {
  return `/open/slices/${departement}.json`;
}

/** Where on the device everything taken along lies; its pages have a cache of their own. */
export const keptCache = "tisser-kept-1";
/** Pages, scripts, styles and fonts that serve without network. */
export const shellCache = "tisser-shell-1";
