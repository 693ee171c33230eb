import { beforeEach, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { moveReferral, readMessageBack, readReferral, sendReferral, setNeeds } from "../actions.ts";

const world = await loopWorld();
const { run, worker: actor, prescriber, colleague } = world;

beforeEach(() => world.reset());

test("the message back holds the minimum at the end of a referral, and nothing before it", async () => {
  const personId = await world.open(actor, { birthDate: "1950-05-01" });
  await world.accompany(personId, prescriber);
  await run(
    setNeeds,
    { personId, needs: ["meet-people", "be-visited"], barriers: ["shame"] },
    { actor, version: 0 },
  );
  const { referralId } = await world.refer(personId, { receiverName: "Accueil d’essai" });
  const read = (who = prescriber) => run(readMessageBack, { referralId }, { actor: who });
  expect(await refusal(read())).toBe("pathway.referralNotEnded");
  const move = { referralId, move: "decline", note: "Préfère marcher." } as const;
  const { version } = await run(readReferral, { referralId }, { actor });
  await run(moveReferral, move, { actor, version });
  const back = await read();
  expect(back).toMatchObject({
    givenNames: "Canari-Odile",
    birthDate: "1950-05-01",
    wishes: "Jouer aux dames",
    needs: ["meet-people", "be-visited"],
    offerName: "Café des voisins d’essai",
    receiverName: "Accueil d’essai",
    status: "declined",
    loop: "closed_known",
    outcome: null,
    callbackPhone: "04 99 91 92 93",
    organisationName: "CCAS d’essai",
  });
  expect(JSON.stringify(back)).not.toMatch(/marcher|06 39|shame/);
  expect(await refusal(read(colleague))).toBe("pathway.referralNotFound");
});

test("of a loop of which nobody knows the end says that it is unknown", async () => {
  const personId = await world.open();
  await world.accompany(personId, prescriber);
  const { referralId } = await world.refer(personId, {
    receiverChannel: "none",
    receiverEmail: null,
  });
  world.wait(31 * 24);
  await world.ring();
  const read = () => run(readMessageBack, { referralId }, { actor: prescriber });
  expect(await read()).toMatchObject({ status: "expired", outcome: null });
  world.wait(61 * 24);
  await world.ring();
  expect(await read()).toMatchObject({ loop: "closed_unknown", outcome: null });
});

test("whoever referred is told of an end that somebody else brought about, without a word of the person, and once", async () => {
  const personId = await world.open();
  await world.accompany(personId, prescriber);
  const quiet = { receiverChannel: "none", receiverEmail: null } as const;
  const { referralId } = await world.refer(personId, quiet, prescriber);
  const told = async () => (await run(readReferral, { referralId }, { actor })).toldBack;
  const move = async (name: "decline" | "recall", who = actor, id = referralId) => {
    const { version } = await run(readReferral, { referralId: id }, { actor: who });
    await run(
      moveReferral,
      { referralId: id, move: name, note: "Préfère marcher." },
      { actor: who, version },
    );
  };
  await world.ring();
  expect([world.outbox, await told()]).toEqual([[], null]);
  await move("decline");
  expect(await told()).toBe("waiting");
  await world.ring();
  await world.ring();
  expect(world.outbox).toMatchObject([{ template: "message-back", to: `${prescriber.id}@example.org` }]);
  expect(JSON.stringify(world.outbox)).not.toMatch(/Canari|Odile|Beausoleil|Café|marcher/);
  expect(world.outbox[0]?.text).toContain(`/pro/orientations/${referralId}/retour`);
  expect(await told()).toBe("sent");
  const own = await world.refer(personId, quiet, prescriber);
  await move("recall", prescriber, own.referralId);
  await world.ring();
  expect(world.outbox.length).toBe(1);
});

test("an end that comes by itself is told too; what cannot be sent is given up in sight, what went on is withheld", async () => {
  const personId = await world.open();
  await world.accompany(personId, prescriber);
  const quiet = { receiverChannel: "none", receiverEmail: null } as const;
  const one = await world.refer(personId, quiet, prescriber);
  const told = async () => (await run(readReferral, { referralId: one.referralId }, { actor })).toldBack;
  world.gone.add(prescriber.id ?? "");
  world.wait(31 * 24);
  await world.ring();
  expect([world.outbox, await told()]).toEqual([[], "failed"]);
  world.gone.clear();
  world.gateway.isDown = true;
  const sendAgain = async () => {
    const { version } = await run(readReferral, { referralId: one.referralId }, { actor });
    const sending = { referralId: one.referralId, evidence: "witnessed-oral" } as const;
    await run(sendReferral, sending, { actor, version });
  };
  await sendAgain();
  world.wait(31 * 24);
  await world.ring();
  expect(await told()).toBe("waiting");
  await sendAgain();
  world.gateway.isDown = false;
  world.wait(1);
  await world.ring();
  expect([world.outbox, await told()]).toEqual([[], "withheld"]);
});
