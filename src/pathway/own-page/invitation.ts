import type { Vault } from "#storage";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";
import { keptInvitation, type KeptInvitation } from "./actions.ts";
import type { OwnPageRow } from "./store.ts";

const placeOf = (file: PersonRow) =>
  ({ file, table: "own_page", column: "invitation", rowId: file.id }) as const;

/** How the link of a person is sent. */
export function openOwnInvitation(vault: Vault, file: PersonRow, row: OwnPageRow): KeptInvitation {
  return openJson(vault, placeOf(file), { bytes: row.invitation, schema: keptInvitation });
}

/** Seals how the link of a person is sent. */
export function sealOwnInvitation(vault: Vault, file: PersonRow, invitation: KeptInvitation): Buffer {
  return sealJson(vault, placeOf(file), invitation);
}
