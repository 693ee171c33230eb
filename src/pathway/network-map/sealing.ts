import { networkSchema, type Network } from "#network";
import type { Vault } from "#storage";
import { z } from "zod";
import type { FileKey } from "../referral/content.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { NetworkMapRow } from "./store.ts";

/** A map as it is kept: pairs by the places of their people, so that eighty people who all know each other fit one seal. */
const keptContent = z.strictObject({
  ...networkSchema.shape,
  ties: z.array(z.tuple([z.int().min(0), z.int().min(0)])).nullable(),
});

const placeOf = (file: FileKey, id: NetworkMapRow["id"]) =>
  ({ file, table: "network_map", column: "content", rowId: id }) as const;

/** Seals a map under the key of a file. @throws vault.keyDestroyed */
export function sealMap(vault: Vault, file: FileKey, id: NetworkMapRow["id"], network: Network): Buffer {
  const placeIn = new Map(network.alters.map((alter, position) => [alter.id, position]));
  const ties =
    network.ties?.map(({ one, other }) => [placeIn.get(one) ?? -1, placeIn.get(other) ?? -1]) ?? null;
  return sealJson(vault, placeOf(file, id), { ...network, ties });
}

/** Opens what {@link sealMap} sealed. @throws vault.keyDestroyed, vault.sealBroken */
export function openMap(vault: Vault, file: FileKey, row: NetworkMapRow): Network {
  const kept = openJson(vault, placeOf(file, row.id), { bytes: row.content, schema: keptContent });
  const idAt = (position: number): string => kept.alters[position]?.id ?? "";
  const ties = kept.ties?.map(([one, other]) => ({ one: idAt(one), other: idAt(other) })) ?? null;
  return networkSchema.parse({ ...kept, ties });
}
