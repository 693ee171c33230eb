import { sql, type Kysely } from "kysely";
import { addMilliseconds, type Instant } from "#base";
import type { Database } from "#storage";

/** Counts tries for one thing: so many free, then a delay that doubles, up to a cap. */
export interface TryCounter {
  readonly key: Buffer;
  /** Failures without delay. */
  readonly free: number;
  /** Longest delay in seconds. */
  readonly capSeconds: number;
}

interface ThrottleTable {
  key: Buffer;
  failures: number;
  last_try_at: string;
  next_try_at: string;
}

type Tables = { readonly "auth.throttle": ThrottleTable };

function on(db: Database): Kysely<Tables> {
  return db.withTables<Tables>();
}

/**
 * Counts a try unless the counter asks to wait; says whether it was counted. Tries side by side may be counted in another
 * order than they came in: one that came before the last is late, not too early.
 */
export async function takeTry(
  db: Database,
  { key, free, capSeconds }: TryCounter,
  now: Instant,
): Promise<boolean> {
  const hourAgo = addMilliseconds(now, -3_600_000);
  const hourAhead = addMilliseconds(now, 3_600_000);
  const { rows } = await sql`
    insert into auth.throttle as t (key, failures, last_try_at, next_try_at)
    values (${key}, 1, ${now}::timestamptz, ${now}::timestamptz)
    on conflict (key) do update set
      failures = case when t.last_try_at between ${hourAgo}::timestamptz and ${hourAhead}::timestamptz
        then t.failures + 1 else 1 end,
      last_try_at = excluded.last_try_at,
      next_try_at = excluded.last_try_at + case
        when t.last_try_at between ${hourAgo}::timestamptz and ${hourAhead}::timestamptz and t.failures >= ${free}::integer
        then interval '1 second' * least(${capSeconds}::integer, power(2, least(t.failures - ${free}::integer, 20)))
        else interval '0' end
    where t.next_try_at <= greatest(excluded.last_try_at, t.last_try_at)
      or t.next_try_at > excluded.last_try_at + interval '1 second' * ${capSeconds}::integer
    returning 1`.execute(db);
  return rows.length > 0;
}

/** When a counter takes the next try; null when it never counted. */
export async function readNextTry(db: Database, key: Buffer): Promise<Instant | null> {
  const row = await on(db)
    .selectFrom("auth.throttle")
    .select("next_try_at")
    .where("key", "=", key)
    .executeTakeFirst();
  return (row?.next_try_at as Instant | undefined) ?? null;
}

/** Takes back the last try of a counter, or all of them. */
export async function giveBackTry(
  db: Database,
  key: Buffer,
  { isCleared, now }: { readonly isCleared: boolean; readonly now: Instant },
): Promise<void> {
  const ofKey = on(db).deleteFrom("auth.throttle").where("key", "=", key);
  if (isCleared) {
    await ofKey.execute();
    return;
  }
  // Down first, and away only where nothing was left to take: the other way round, two side by side go below one.
  const lowered = await on(db)
    .updateTable("auth.throttle")
    .set({ failures: sql<number>`failures - 1`, next_try_at: now })
    .where("key", "=", key)
    .where("failures", ">", 1)
    .executeTakeFirst();
  if (lowered.numUpdatedRows === 0n) await ofKey.where("failures", "<=", 1).execute();
}

/** Forgets counters that nobody touched for a day. */
export async function removeOldTries(db: Database, now: Instant): Promise<void> {
  await on(db)
    .deleteFrom("auth.throttle")
    .where("last_try_at", "<", addMilliseconds(now, -86_400_000))
    .execute();
}
