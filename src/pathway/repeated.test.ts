import { randomId } from "#base";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { loopWorld } from "../../tests/support/loop.ts";
import { openFile } from "./actions.ts";

const world = await loopWorld();
const { run, worker, database } = world;

/** Operations, each submitted ten times, all mixed; issue 6 wants a thousand: `TISSER_REPEATED_OPERATIONS=1000`. */
const operations = Number(process.env["TISSER_REPEATED_OPERATIONS"] ?? 30);
const timesEach = 10;
const atATime = 8;

test(
  `${operations * timesEach} submissions of ${operations} operations leave ${operations} effects, and each the same answer`,
  { timeout: 600_000 + operations * 1000 },
  async () => {
    const wanted = Array.from({ length: operations }, (_, position) => ({
      key: randomId(),
      input: {
        id: randomId<"person">(),
        givenNames: `Essai ${position}`,
        processingGround: "public-interest-task" as const,
      },
    }));
    // Each is met again at once, and again after others: a retry, and a queue that is sent twice.
    const submissions = Array.from({ length: operations * timesEach }, (_, position) => {
      const half = Math.floor(timesEach / 2) * operations;
      const at = position < half ? Math.floor(position / (timesEach / 2)) : position - half;
      return wanted[at % operations];
    });
    const answers = new Map<string, Set<string>>();
    const submit = async (): Promise<void> => {
      for (let one = submissions.shift(); one !== undefined; one = submissions.shift()) {
        const receipt = await run(openFile, one.input, { actor: worker, key: one.key });
        answers.set(
          one.key,
          (answers.get(one.key) ?? new Set()).add(`${receipt.personId} ${receipt.version}`),
        );
      }
    };
    await Promise.all(Array.from({ length: atATime }, submit));
    expect([...answers.values()].map(({ size }) => size)).toEqual(wanted.map(() => 1));
    const counted = await sql<{ files: number; companions: number; acts: number }>`select
      (select count(*)::int from person) as files, (select count(*)::int from companion) as companions,
      (select count(*)::int from audit_entry where line like '%pathway.openFile%') as acts`.execute(
      database.admin,
    );
    const effects = counted.rows[0]?.acts;
    if (process.env["TISSER_REPEATED_OPERATIONS"])
      console.log(`${operations * timesEach} submissions, ${effects} effects of ${operations} operations`);
    expect(counted.rows).toEqual([{ files: operations, companions: operations, acts: operations }]);
  },
);
