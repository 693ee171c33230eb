import { randomId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import { withTransaction } from "#storage";
import {
  addCompanion,
  handOver,
  listCompanions,
  listLoads,
  listWaiting,
  readFile,
  readReferral,
  updateFile,
} from "../actions.ts";
import { openLoopsOf } from "./handlers.ts";

const world = await loopWorld();
const { run, worker, prescriber, tenantId, ccas } = world;
const coordinator = professional(tenantId, ccas, "team-coordinator");
const successor = professional(tenantId, ccas, "field-worker");
const administrator = professional(tenantId, ccas, "territory-admin");

beforeEach(async () => {
  await world.reset();
  for (const one of [worker, prescriber, successor, coordinator]) await world.employ(one);
});

const idOf = (actor: typeof worker) => actor.id ?? randomId<"account">();
const from = (actor: typeof worker, to: typeof worker) => ({
  controllerId: ccas,
  fromId: idOf(actor),
  toId: idOf(to),
});
const loopsOf = (actor: typeof worker) =>
  withTransaction(world.database.app, { tenantId, controllerIds: [], actorId: null }, (tx) =>
    openLoopsOf(tx, tenantId, { controllerId: ccas, accountId: idOf(actor) }),
  );

describe("who accompanies a person", () => {
  test("is who opened the file, and a colleague whom a link worker lets in", async () => {
    const personId = await world.open();
    expect(await refusal(run(readFile, { personId }, { actor: prescriber }))).toBe("pathway.personNotFound");
    const joining = { personId, accountId: idOf(prescriber) };
    await run(addCompanion, joining, { actor: worker });
    expect((await run(readFile, { personId }, { actor: prescriber })).allowed).toEqual([updateFile.name]);
    const { companions, colleagues, allowed } = await run(listCompanions, { personId }, { actor: worker });
    expect(companions.map(({ accountId }) => accountId)).toEqual([worker.id, prescriber.id]);
    expect(colleagues.map(({ accountId }) => accountId).toSorted()).toEqual(
      [successor.id, coordinator.id].toSorted(),
    );
    expect(allowed).toEqual([addCompanion.name]);
  });

  test("is said by a link worker of the organisation, of somebody who works there, and by nobody else", async () => {
    const personId = await world.open();
    const foreign = { personId, accountId: idOf(world.colleague) };
    expect(await refusal(run(addCompanion, foreign, { actor: worker }))).toBe("pathway.colleagueNotFound");
    const own = { personId, accountId: idOf(prescriber) };
    await run(addCompanion, own, { actor: worker });
    const another = { personId, accountId: idOf(successor) };
    expect(await refusal(run(addCompanion, another, { actor: prescriber }))).toBe("base.notAllowed");
    expect(await refusal(run(addCompanion, another, { actor: world.colleague }))).toBe(
      "pathway.personNotFound",
    );
  });
});

describe("a hand-over", () => {
  test("of forty open loops leaves nobody without an owner, and thirty days to read and no more to change", async () => {
    const persons = [];
    for (let count = 0; count < 40; count += 1) {
      const personId = await world.open(prescriber, { givenNames: `Essai ${count}` });
      await world.refer(personId, { receiverChannel: "none", receiverEmail: null }, prescriber);
      persons.push(personId);
    }
    expect(await loopsOf(prescriber)).toBe(40);
    const receipt = await run(handOver, from(prescriber, successor), { actor: coordinator });
    expect(receipt).toMatchObject({ persons: 40, loops: 40 });
    expect([await loopsOf(prescriber), await loopsOf(successor)]).toEqual([0, 40]);
    const personId = persons[0] ?? randomId<"person">();
    const file = await run(readFile, { personId }, { actor: prescriber });
    expect(file.allowed).toEqual([]);
    const { id: _id, ...rest } = {
      id: "",
      givenNames: "Autre",
      processingGround: "public-interest-task" as const,
    };
    const changing = run(updateFile, { personId, ...rest }, { actor: prescriber, version: file.version });
    expect(await refusal(changing)).toBe("pathway.personNotFound");
    expect((await run(readFile, { personId }, { actor: successor })).allowed).toEqual([updateFile.name]);
    world.wait(24 * 30 + 1);
    await world.ring();
    expect(await refusal(run(readFile, { personId }, { actor: prescriber }))).toBe("pathway.personNotFound");
    expect((await run(readFile, { personId }, { actor: successor })).givenNames).toBe("Essai 0");
  });

  test("taken back within the thirty days stays", async () => {
    const personId = await world.open(prescriber);
    await run(handOver, from(prescriber, successor), { actor: coordinator });
    await run(handOver, from(successor, prescriber), { actor: coordinator });
    world.wait(24 * 30 + 1);
    await world.ring();
    expect((await run(readFile, { personId }, { actor: prescriber })).allowed).toEqual([updateFile.name]);
    expect(await refusal(run(readFile, { personId }, { actor: successor }))).toBe("pathway.personNotFound");
  });

  test("brings what waits along", async () => {
    const personId = await world.open();
    const { referralId } = await world.refer(personId, { evidence: null });
    await run(handOver, from(worker, successor), { actor: worker });
    const { items } = await run(listWaiting, { mine: "true" }, { actor: successor });
    expect(items.map((item) => item.referralId)).toEqual([referralId]);
    expect((await run(readReferral, { referralId }, { actor: successor })).status).toBe("awaiting_consent");
  });

  test("is made by oneself, by whoever coordinates or administers, to somebody else who accompanies here", async () => {
    await world.open();
    const act = (actor: typeof worker, given = from(worker, successor)) =>
      refusal(run(handOver, given, { actor }));
    expect(await act(prescriber)).toBe("base.notAllowed");
    expect(await act(professional(tenantId, ccas, "link-worker"))).toBe("base.notAllowed");
    expect(await act(world.colleague)).toBe("base.notAllowed");
    expect(await act(worker, from(worker, worker))).toBe("pathway.successorNeeded");
    expect(await act(worker, from(worker, world.colleague))).toBe("pathway.colleagueNotFound");
    expect(await act(administrator)).toBe("accepted");
  });
});

test("a coordinator sees what each has open, in counts and without a person", async () => {
  const personId = await world.open();
  await world.refer(personId);
  const { loads } = await run(listLoads, {}, { actor: coordinator });
  expect(loads.find(({ accountId }) => accountId === worker.id)).toMatchObject({
    persons: 1,
    loops: 1,
    isHere: true,
    mayHandOver: true,
  });
  expect(JSON.stringify(loads)).not.toMatch(/Canari|Odile/);
  expect(JSON.stringify(loads)).not.toContain(personId);
  expect((await run(listLoads, {}, { actor: world.colleague })).loads).toEqual([]);
});
