import type { Tx, Vault } from "#storage";
import { openPerson } from "../file-sealing.ts";
import type { PersonRow } from "../store.ts";
import { findVolunteer, type VolunteerRow } from "../volunteer/store.ts";
import { isSameNumber, maskNumbers } from "./masked.ts";
import { numbersOf, type NumberRow } from "./number-store.ts";
import { openEngagement, openNumber } from "./sealing.ts";
import { partiesOf, type EngagementRow, type PartyRow } from "./store.ts";

/** In what state two are to each other. */
export interface Pair {
  readonly engagement: EngagementRow["status"];
  readonly party: PartyRow["status"];
  readonly volunteer: VolunteerRow["status"];
}

/** Whether what was agreed to be shown is shown now: visits run, the volunteer accepted them and is not suspended. */
export function isShownNow({ engagement, party, volunteer }: Pair): boolean {
  return engagement === "running" && party === "accepted" && volunteer === "active";
}

/** What a volunteer reads of an engagement that they accepted. */
export interface VolunteerSees {
  readonly words: string | null;
  readonly relayPhone: string | null;
  readonly personPhone: string | null;
}

/**
 * Words and numbers for a volunteer who accepted: the number of the person only where they agreed, else masked in the words too,
 * and never as that through which both call.
 * @throws vault.keyDestroyed, vault.sealBroken
 */
export function seenByVolunteer(
  vault: Vault,
  file: PersonRow,
  seen: { readonly row: EngagementRow; readonly party: PartyRow; readonly numbers: readonly NumberRow[] },
): VolunteerSees {
  const { row, party, numbers } = seen;
  const { words, relayPhone } = openEngagement(vault, file, row);
  const { phone } = openPerson(vault, file);
  const hasAgreed = numbers.some(
    ({ whose, engagement_id, volunteer_id }) =>
      whose === "person" && engagement_id === row.id && volunteer_id === party.volunteer_id,
  );
  const pair = { engagement: row.status, party: party.status, volunteer: "active" } as const;
  if (hasAgreed && isShownNow(pair)) return { words, relayPhone, personPhone: phone };
  const isOwn = relayPhone !== null && phone !== null && isSameNumber(relayPhone, phone);
  return {
    words: words === null ? null : maskNumbers(words),
    relayPhone: isOwn ? null : relayPhone,
    personPhone: null,
  };
}

/** The number of a volunteer that the person may read now. */
export interface VolunteerPhone {
  readonly numberId: NumberRow["id"];
  readonly accountId: VolunteerRow["account_id"];
  readonly phone: string;
}

/** Numbers of volunteers that the person may read now, of one engagement. @throws vault.keyDestroyed, vault.sealBroken */
export async function seenByPerson(
  db: Tx,
  vault: Vault,
  { file, row }: { readonly file: PersonRow; readonly row: EngagementRow },
): Promise<readonly VolunteerPhone[]> {
  const parties = await partiesOf(db, { engagementIds: [row.id] });
  const seen: VolunteerPhone[] = [];
  for (const number of await numbersOf(db, [row.id])) {
    const party = parties.find(({ volunteer_id }) => volunteer_id === number.volunteer_id);
    const volunteer = await findVolunteer(db, { id: number.volunteer_id });
    if (party === undefined || volunteer === null) continue;
    const pair = { engagement: row.status, party: party.status, volunteer: volunteer.status };
    const phone = isShownNow(pair) ? openNumber(vault, file, number) : null;
    if (phone !== null) seen.push({ numberId: number.id, accountId: volunteer.account_id, phone });
  }
  return seen;
}
