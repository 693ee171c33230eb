import { locales, type Instant } from "#base";
import type { HttpExchange } from "#storage";
import { lifetimes, openSheet, sealSheet, type OpenedSheet } from "./sealed-sheet.ts";
import type { Sheet } from "./sheet.ts";

/** Its name says nothing: it may be seen in the settings of a browser. */
const name = "etape";
/** The pages of the self-check in each language: nowhere else is the cookie sent. */
const paths = locales.map((locale) => `${locale === "fr" ? "" : `/${locale}`}/faire-le-point`);

/** What sealing needs: the secret, and whether the site is reached by HTTPS. */
export interface SheetKeeper {
  readonly secret: Uint8Array;
  readonly isSecure: boolean;
}

/** The sheet that a request brings along. */
export function sheetIn({ secret }: SheetKeeper, http: HttpExchange, now: Instant): OpenedSheet {
  const pairs = (http.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const own = pairs.findLast((pair) => pair.startsWith(`${name}=`));
  return openSheet(secret, own?.slice(name.length + 1) ?? null, now);
}

/** Gives a sheet to the browser to keep; it forgets it when it is closed, unless the person chose otherwise. */
export function keepSheet(keeper: SheetKeeper, http: HttpExchange, { sheet, now }: Kept): void {
  const age = sheet.isKept ? `; Max-Age=${lifetimes.kept / 1000}` : "";
  setEverywhere(keeper, http, { value: `${sealSheet(keeper.secret, sheet, now)}${age}` });
}

interface Kept {
  readonly sheet: Sheet;
  readonly now: Instant;
}

/** Makes the browser forget. */
export function forgetSheet(keeper: SheetKeeper, http: HttpExchange): void {
  setEverywhere(keeper, http, { value: "; Max-Age=0" });
  if (isEasyIn(http)) keepEasy(keeper, http, false);
}

/** Of the choice of easy words: as discreet as the other, and nothing but a yes. */
const easyName = "lecture";

/** Whether the browser brings along the choice of easy words. */
export function isEasyIn({ headers }: HttpExchange): boolean {
  return /(?:^|;\s*)lecture=1(?:;|$)/.test(headers.get("cookie") ?? "");
}

/** Gives the choice of easy words to the browser until it is closed, or takes it back. */
export function keepEasy(keeper: SheetKeeper, http: HttpExchange, isEasy: boolean): void {
  setEverywhere(keeper, http, { cookie: easyName, value: isEasy ? "1" : "; Max-Age=0" });
}

function setEverywhere(
  { isSecure }: SheetKeeper,
  http: HttpExchange,
  { cookie = name, value }: { readonly cookie?: string; readonly value: string },
): void {
  const secure = isSecure ? "; Secure" : "";
  for (const path of paths)
    http.setCookies.push(`${cookie}=${value}; Path=${path}; HttpOnly; SameSite=Lax${secure}`);
}
