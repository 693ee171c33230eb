import type { Id } from "#base";
import type { Tx, Vault } from "#storage";
import { z } from "zod";
import { plainAddress } from "../held/looser.ts";
import type { Person } from "../person.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";
import type { Attempt } from "./unanswered.ts";
import { wrongContactsOf } from "./store.ts";

const placeOf = (file: PersonRow, id: Id<"contact-note">) =>
  ({ file, table: "contact_note", column: "wrong_address", rowId: id }) as const;

/** The number or address by which a way goes; null where there is none. */
function addressBy(way: Attempt["way"], { phone, email }: Pick<Person, "phone" | "email">): string | null {
  if (way === "phone" || way === "sms") return phone;
  return way === "email" ? email : null;
}

/** Seals the number or address of a person that turned out to be wrong; null where the way has none. @throws vault.keyDestroyed */
export function sealWrongAddress(
  vault: Vault,
  file: PersonRow,
  told: {
    readonly id: Id<"contact-note">;
    readonly way: Attempt["way"];
    readonly person: Pick<Person, "phone" | "email">;
  },
): Buffer | null {
  const address = addressBy(told.way, told.person);
  return address === null ? null : sealJson(vault, placeOf(file, told.id), address);
}

/** Opens the number or address that was told to be wrong; null where none was. @throws vault.keyDestroyed, vault.sealBroken */
export function openWrongAddress(
  vault: Vault,
  file: PersonRow,
  row: { readonly id: Id<"contact-note">; readonly wrong_address: Uint8Array | null },
): string | null {
  if (row.wrong_address === null) return null;
  return openJson(vault, placeOf(file, row.id), { bytes: row.wrong_address, schema: z.string().max(200) });
}

/** Whether somebody told that a number or address is not the person's, and did not take that back. */
export async function isToldWrong(db: Tx, vault: Vault, file: PersonRow, address: string): Promise<boolean> {
  const told = await wrongContactsOf(db, file.id);
  return told.some((row) => plainAddress(openWrongAddress(vault, file, row) ?? "") === plainAddress(address));
}
