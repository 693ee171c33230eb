import { randomId, type CallOf, type LocalDate } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import type { BirthDate } from "../birth-date.ts";
import { findAlike, openFile } from "../actions.ts";
import { likenessOf, searchesFor } from "./alike.ts";

const world = await loopWorld();
const { run, worker } = world;

beforeEach(() => world.reset());

const born = "1942-03-04" as LocalDate;
const find = async (given: CallOf<typeof findAlike>, actor = worker) =>
  (await run(findAlike, given, { actor })).persons.map(({ id, likeness }) => [id, likeness]);

test.each([
  ["1942-03-04", "1942-03-04", "same-birth-date"],
  ["1942-03-04", "1942-11-30", "near-birth-date"],
  ["1942-03-04", "1924-03-04", "near-birth-date"],
  ["1942-03-04", "1943-04-03", "near-birth-date"],
  ["1942-03-04", "1950-12-01", null],
  ["1942-03-04", null, "birth-date-unknown"],
  [null, null, "birth-date-unknown"],
  ["1942", "1942-03-04", "near-birth-date"],
  ["1942", "1942", "near-birth-date"],
  ["1942-03", "1942", "near-birth-date"],
  ["1942", "1943-03-04", null],
] as const)("born on %s and on %s: %s", (a, b, likeness) => {
  expect(likenessOf(a as BirthDate | null, b as BirthDate | null)).toBe(likeness);
});

test("a single given name alone is alike to nobody, or it would be to half a territory", () => {
  expect(searchesFor("Odile", null, null)).toEqual([]);
  expect(searchesFor("Odile", null, born)).toEqual(["Odile"]);
  expect(searchesFor("Anne-Marie", "Le Goff", null)).toEqual([
    "Anne Le",
    "Anne Goff",
    "Marie Le",
    "Marie Goff",
  ]);
  expect(searchesFor("a b c d e", "f", born)).toEqual([]);
});

describe("somebody written otherwise", () => {
  test.each([
    ["without accents", { givenNames: "Helene", familyName: "Lefevre" }],
    ["as it sounds", { givenNames: "Elène", familyName: "Lefaivre" }],
    ["with one name fewer", { givenNames: "Hélène", familyName: "Lefèvre" }],
    ["with one name more", { givenNames: "Hélène Yvonne", familyName: "Lefèvre-Dupont" }],
  ])("is found %s", async (_how, written) => {
    const id = await world.open(worker, {
      givenNames: "Hélène Marie",
      familyName: "Lefèvre",
      birthDate: born,
    });
    expect(await find({ ...written, birthDate: born })).toEqual([[id, "same-birth-date"]]);
    expect(await find(written)).toEqual([[id, "birth-date-unknown"]]);
    expect(await find({ ...written, birthDate: "1971-10-20" })).toEqual([]);
  });

  test("is found where only the year of birth is known, on either side", async () => {
    const whole = await world.open(worker, { givenNames: "Hélène", familyName: "Lefèvre", birthDate: born });
    const year = await world.open(worker, { givenNames: "Helene", familyName: "Lefevre", birthDate: "1942" });
    const names = { givenNames: "Hélène", familyName: "Lefèvre" };
    expect(await find({ ...names, birthDate: "1942" })).toEqual(
      [whole, year].toSorted().map((id) => [id, "near-birth-date"]),
    );
    expect(await find({ ...names, birthDate: born })).toEqual([
      [whole, "same-birth-date"],
      [year, "near-birth-date"],
    ]);
    expect(await find({ ...names, birthDate: "1971" })).toEqual([]);
  });

  test("of another organisation is not found, nor by a doctor who does not accompany them", async () => {
    await world.open(worker, { givenNames: "Hélène", familyName: "Lefèvre" });
    const written = { givenNames: "Hélène", familyName: "Lefèvre" };
    expect(await find(written, world.colleague)).toEqual([]);
    expect(await find(written, world.prescriber)).toEqual([]);
  });
});

test("a file is not opened where one is alike, unless it is surely somebody else or nobody asked to look", async () => {
  const written = {
    givenNames: "Hélène",
    familyName: "Lefèvre",
    processingGround: "public-interest-task",
  } as const;
  await world.open(worker, written);
  const open = (given: { checkAlike?: boolean }) =>
    refusal(run(openFile, { ...written, id: randomId<"person">(), ...given }, { actor: worker }));
  expect(await open({ checkAlike: true })).toBe("pathway.personAlike");
  expect(await open({ checkAlike: false })).toBe("accepted");
  expect(await open({})).toBe("accepted");
  const other = { ...written, givenNames: "Zoé", id: randomId<"person">(), checkAlike: true };
  expect(await refusal(run(openFile, other, { actor: worker }))).toBe("accepted");
});
