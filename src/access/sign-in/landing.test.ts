import { grantMembership } from "#access/handlers";
import { randomId, roles, type AccountId, type Role } from "#base";
import { expect, test } from "vitest";
import { accessWorld } from "../../../tests/support/access.ts";
import { freshDatabase } from "../../../tests/support/database.ts";
import { landingOf } from "./landing.ts";

const database = await freshDatabase();
const world = accessWorld(database);
const here = await world.territory("Essai");
const elsewhere = await world.territory("Ailleurs");
const held: readonly Role[] = roles.filter(
  (role) => !["anonymous", "link-holder", "person", "platform-operator"].includes(role),
);

/** Gives an account the role of a link worker in another territory too. */
async function inTerritory(place: typeof here, accountId: AccountId): Promise<void> {
  const scope = {};
  await database.as(scope, (tx) =>
    grantMembership(tx, {
      ...place,
      id: randomId(),
      accountId,
      role: "link-worker",
      since: world.now(),
      grantedBy: null,
    }),
  );
}

test("whoever accompanies arrives at what waits, everybody else at their account", async () => {
  const atWork: Role[] = [];
  for (const role of held) {
    const id = await world.member(here, `${role}@essai.test`, role);
    const page = await landingOf(database.app, id, { hasPersons: true });
    if (page === "pro") atWork.push(role);
    expect(await landingOf(database.app, id, { hasPersons: false })).toBe("compte");
  }
  expect(atWork).toEqual(["prescriber", "link-worker", "field-worker", "team-coordinator"]);
});

test("whoever works in two territories first chooses one", async () => {
  const id = await world.member(here, "deux@essai.test", "link-worker");
  await inTerritory(elsewhere, id);
  const page = await landingOf(database.app, id, { hasPersons: true });
  expect(page).toBe("compte");
});
