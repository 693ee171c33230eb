import type { ControllerId, Id } from "#base";
import type { Tx } from "#storage";
import { openContent } from "../referral/content.ts";
import type { ReferralRow } from "../referral/store.ts";
import type { PathwayServices } from "../services.ts";
import { findPersons, type PersonRow } from "../store.ts";
import { referralsUnderWay } from "./store.ts";

/** A referral under way, with the file to which it belongs. */
export interface UnderWay {
  readonly file: PersonRow;
  readonly referral: ReferralRow;
}

/** Most partners that are shown. */
const partnersAtMost = 200;

/** The referrals under way of an organisation at each receiver, by name: what is counted, and what is listed behind the count. */
export async function byPartner(
  db: Tx,
  { vault }: Pick<PathwayServices, "vault">,
  controllerId: ControllerId,
): Promise<ReadonlyMap<string, readonly UnderWay[]>> {
  const rows = await referralsUnderWay(db, controllerId);
  const files = await findPersons(db, [...new Set(rows.map((row) => row.person_id))]);
  const byId = new Map(files.map((file) => [file.id, file]));
  const found = rows.flatMap((referral) => {
    const file = byId.get(referral.person_id);
    return file === undefined ? [] : [{ file, referral }];
  });
  return Map.groupBy(found, ({ file, referral }) => openContent(vault, file, referral).receiverName);
}

/** Partners as the dashboard shows them: each with one of its referrals, by which its list is opened without its name. */
export function shownPartners(
  partners: ReadonlyMap<string, readonly UnderWay[]>,
): { readonly name: string; readonly open: number; readonly referralId: Id<"referral"> }[] {
  return [...partners]
    .flatMap(([name, own]) => {
      const [first] = own;
      return first === undefined ? [] : [{ name, open: own.length, referralId: first.referral.id }];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, "fr"))
    .slice(0, partnersAtMost);
}
