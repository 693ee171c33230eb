import type { Instant, PersonId } from "#base";
import type { Tx } from "#storage";
import type { ResponseTable } from "../screening/store.ts";

/**
 * Persons in reach whose questions were last asked before a moment, longest ago first, by the newest answers of each: those
 * to ask again.
 */
export async function personsToAskAgain(
  db: Tx,
  { askedBefore, limit }: { readonly askedBefore: Instant; readonly limit: number },
): Promise<readonly { readonly personId: PersonId; readonly askedAt: Instant }[]> {
  return db
    .withTables<{ questionnaire_response: ResponseTable }>()
    .selectFrom("questionnaire_response")
    .select(({ fn }) => ["person_id as personId", fn.max("asked_at").as("askedAt")])
    .groupBy(["tenant_id", "controller_id", "person_id"])
    .having(({ fn }) => fn.max("asked_at"), "<", askedBefore)
    .orderBy("askedAt")
    .limit(limit)
    .execute();
}
