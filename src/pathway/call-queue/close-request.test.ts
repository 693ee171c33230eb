import { addMilliseconds, randomId, type Id } from "#base";
import { type PersonRef } from "#storage";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { callQueueWorld } from "../../../tests/support/call-queue.ts";
import { refusal } from "../../../tests/support/loop.ts";
import { completeErasure } from "../handlers.ts";
import { erasePersonRows } from "../store.ts";
import { closeCallRequest, readCallRequest } from "./actions.ts";
import { closeAsFileOpened } from "./close-request.ts";
import { eraseDueRequests } from "./erase-requests.ts";

const world = await callQueueWorld();
const { database, clock, vault, power, erasure, run, tenantId, ccas, worker, openQueue, ask, firstId } =
  world;

beforeEach(world.reset);

describe("a closed request", () => {
  async function closedRequest(): Promise<{ id: Id<"call-request">; personId: PersonRef["personId"] }> {
    await openQueue();
    await ask({ words: "au revoir" });
    const id = await firstId();
    await run(closeCallRequest, { requestId: id, outcome: "asked-to-be-left" }, { actor: worker });
    const { rows } = await sql<{ key_id: string }>`select key_id from call_request`.execute(database.admin);
    return { id, personId: rows[0]?.key_id as PersonRef["personId"] };
  }
  const erase = () => eraseDueRequests({ db: database.app, now: clock.now, ...erasure }, tenantId);
  const days = (count: number) => {
    clock.now = addMilliseconds(clock.now, count * 86_400_000);
  };
  const rows = async (): Promise<number> =>
    (await sql`select from call_request`.execute(database.admin)).rows.length;

  test("is erased with its key after thirty days, not before", async () => {
    const { personId } = await closedRequest();
    days(29);
    expect(await erase()).toBe(0);
    expect(vault.hasPersonKey({ tenantId, personId })).toBe(true);
    days(1);
    expect(await erase()).toBe(1);
    expect(vault.hasPersonKey({ tenantId, personId })).toBe(false);
    expect(await rows()).toBe(0);
    expect(await erase()).toBe(0);
  });

  test("whose erasure was cut after its commit is erased at the next start", async () => {
    const { personId } = await closedRequest();
    days(31);
    power.isCutAfterCommit = true;
    await expect(erase()).rejects.toThrow("killed");
    power.isCutAfterCommit = false;
    const counts = await vault.resumeErasures(clock.now, (ref) =>
      database.as({ tenantId: ref.tenantId }, (tx) => completeErasure(tx, ref.personId)),
    );
    expect(counts).toEqual({ erased: 1, kept: 0 });
    expect([await rows(), vault.hasPersonKey({ tenantId, personId })]).toEqual([0, false]);
  });

  test("from which a file came is closed as such once, and loses its words when the person is erased", async () => {
    await openQueue();
    await ask({ words: "au revoir" });
    const requestId = await firstId();
    const personId = randomId<"person">();
    const closing = { requestId, personId, accountId: worker.id!, now: clock.now };
    const scope = { tenantId, controllerIds: [ccas] };
    await database.as(scope, (tx) => closeAsFileOpened(tx, closing));
    expect(await refusal(database.as(scope, (tx) => closeAsFileOpened(tx, closing)))).toBe(
      "pathway.callRequestClosed",
    );
    const keyId = randomId<"person">();
    await sql`insert into person (tenant_id, controller_id, id, key_id, opened_at, changed_at, processing_ground, given_names)
      values (${tenantId}, ${ccas}, ${personId}, ${keyId}, ${clock.now}, ${clock.now}, 'consent', ${Buffer.from("x")})`.execute(
      database.admin,
    );
    await database.as({ tenantId }, (tx) => erasePersonRows(tx, keyId));
    const request = await run(readCallRequest, { requestId }, { actor: worker });
    expect(request).toMatchObject({ outcome: "file-opened", callerName: "", phone: "", words: null });
    expect(await erase()).toBe(1);
  });
});
