import { randomId, TisserError, toInstant } from "#base";
import { createController, createTerritory } from "#access/handlers";
import { expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";
import { controllerOf, territoryNamed } from "./operator-place.ts";
import { errorSentence } from "./texts.ts";

const store = await freshDatabase();
const here = { store };

async function refusal(act: Promise<unknown>): Promise<TisserError> {
  const error: unknown = await act.catch((thrown: unknown) => thrown);
  if (error instanceof TisserError) return error;
  throw new Error("nothing was refused");
}

async function found(slug: string) {
  const place = { tenantId: randomId<"tenant">(), controllerId: randomId<"controller">() };
  const now = toInstant(new Date("2026-03-02T08:00:00Z"));
  await store.as({}, async (tx) => {
    const territory = { id: place.tenantId, slug, name: slug, country: "FR", timeZone: "Europe/Paris" };
    await createTerritory(tx, { ...territory, isDemonstration: true, now });
    const controller = { id: place.controllerId, name: "Maison d’essai", kind: "association" as const };
    await createController(tx, { ...controller, tenantId: place.tenantId, now });
  });
  return place;
}

test("the terminal says that there is no territory, which there are, and that one must be named among several", async () => {
  expect((await refusal(territoryNamed(here, null))).code).toBe("server.noTerritory");
  const { tenantId } = await found("val-d-essai");
  expect([await territoryNamed(here, null), await territoryNamed(here, "val-d-essai")]).toEqual([
    tenantId,
    tenantId,
  ]);
  await found("autre-val");
  expect(await territoryNamed(here, "val-d-essai")).toBe(tenantId);
  const known = { known: "autre-val, val-d-essai" };
  const needed = await refusal(territoryNamed(here, null));
  expect([needed.code, needed.params]).toEqual(["server.territoryNeeded", known]);
  const unknown = await refusal(territoryNamed(here, "val-d-essay"));
  expect([unknown.code, unknown.params]).toEqual(["server.territoryUnknown", known]);
  expect(errorSentence("en", unknown)).toBe(
    "No territory has that name. Known territories: autre-val, val-d-essai.",
  );
});

test("an organisation is found by its id; a name, a broken id and a stranger's are said to be unknown", async () => {
  const place = await found("tiers-val");
  expect(await controllerOf(here, place.controllerId)).toEqual(place);
  for (const id of ["Maison d’essai", "", randomId<"controller">(), place.tenantId])
    expect((await refusal(controllerOf(here, id))).code, id).toBe("server.organisationUnknown");
});
