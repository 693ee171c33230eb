import type { Instant } from "#base";
import type { Tx, Vault } from "#storage";
import { z } from "zod";
import { digestOf } from "../answer/link.ts";
import { findLink, findLinkPlace } from "../answer/store.ts";
import type { OwnPageRow } from "../own-page/store.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";

/** Days that a link on paper opens: a sheet lies on a table for a while. */
export const handedLinkDays = 30;

const handedContent = z.strictObject({ path: z.string().regex(/^\/r\/[\w-]+$/) });

const placeOf = (file: PersonRow) => ({ file, table: "own_page", column: "handed", rowId: file.id }) as const;

/** Seals the path of a link that is handed over. */
export function sealHanded(vault: Vault, file: PersonRow, path: string): Buffer {
  return sealJson(vault, placeOf(file), { path });
}

/** A link that can be opened, and until when. */
export interface HandedLink {
  readonly path: string;
  readonly until: Instant;
}

/** The link handed over to a person, while it opens; null when none was, or when it was opened, replaced, or is out of date. */
export async function handedLink(
  db: Tx,
  vault: Vault,
  { file, page, now }: { readonly file: PersonRow; readonly page: OwnPageRow; readonly now: Instant },
): Promise<HandedLink | null> {
  if (page.handed === null) return null;
  const { path } = openJson(vault, placeOf(file), { bytes: page.handed, schema: handedContent });
  const place = await findLinkPlace(db, digestOf(path.slice("/r/".length)), "link");
  const link = place === null ? null : await findLink(db, place.link_id);
  if (link === null || link.used_at !== null || link.revoked_at !== null || link.expires_at <= now)
    return null;
  return { path, until: link.expires_at };
}
