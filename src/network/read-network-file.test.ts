import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyNetwork, crowd, mapOf, person } from "./fixtures/people.ts";
import { networkFileSchema } from "./network.ts";
import { nicknameFault } from "./nickname.ts";
import { fileAtMost, readNetworkFile, writeNetworkFile } from "./read-network-file.ts";

const bySchema = (value: unknown): boolean => networkFileSchema.safeParse(value).success;
const byHand = (value: unknown): boolean => readNetworkFile(JSON.stringify(value)).status === "read";

/** The same value with one thing inside it replaced, dropped or added. */
function spoilt(value: unknown, [at, spoiler]: readonly [number, unknown]): unknown {
  const copy: unknown = structuredClone(value);
  const holders: object[] = [];
  const visit = (one: unknown): void => {
    if (typeof one !== "object" || one === null) return;
    holders.push(one);
    for (const inner of Object.values(one)) visit(inner);
  };
  visit(copy);
  const holder = holders[at % holders.length] ?? {};
  const keys = Object.keys(holder);
  const key = keys[at % Math.max(keys.length, 1)] ?? "more";
  if (spoiler === "drop") Reflect.deleteProperty(holder, key);
  else Reflect.set(holder, spoiler === "add" ? "more" : key, spoiler);
  return copy;
}

test("what was written is read back whole", () => {
  fc.assert(
    fc.property(fc.array(anyNetwork(6), { minLength: 1, maxLength: 3 }), (maps) => {
      expect(readNetworkFile(writeNetworkFile(maps))).toEqual({ status: "read", maps });
      expect(bySchema(JSON.parse(writeNetworkFile(maps)))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test("reading by hand admits exactly what the schema admits", () => {
  const spoilers = fc.constantFrom<unknown>(
    "drop",
    "add",
    null,
    7,
    "",
    "inner",
    "professional",
    false,
    [],
    {},
    "2026-02-30",
    "Ali",
    " Ali",
    "a@b.example",
    "0123456789",
    "x".repeat(30),
    "\u202eAli",
  );
  let refused = 0;
  fc.assert(
    fc.property(anyNetwork(4), fc.tuple(fc.nat(60), spoilers), (network, spoiler) => {
      const value = spoilt(JSON.parse(writeNetworkFile([network])), spoiler);
      expect(byHand(value)).toBe(bySchema(value));
      if (!byHand(value)) refused += 1;
    }),
    { numRuns: 1500 },
  );
  expect(refused).toBeGreaterThan(500);
});

describe("a file that is refused", () => {
  const good = mapOf("2026-03-02", person("Ali"), person("Bo"));
  const [ali, bo] = good.alters;
  const fileOf = (...maps: readonly unknown[]) => ({ format: "tisser-network", version: 1, maps });

  test.each([
    ["no map", fileOf()],
    ["a later version", { ...fileOf(good), version: 2 }],
    ["somebody twice", fileOf({ ...good, alters: [ali, ali] })],
    [
      "somebody living and remembered",
      fileOf({ ...good, remembered: [{ id: ali?.id, name: "Ali", role: null }] }),
    ],
    ["a pair with a stranger", fileOf({ ...good, ties: [{ one: ali?.id, other: "stranger-1" }] })],
    ["a pair the wrong way round", fileOf({ ...good, ties: [{ one: bo?.id, other: ali?.id }] })],
    [
      "a professional who is none",
      fileOf({ ...good, alters: [{ ...ali, role: "professional", professional: false }] }),
    ],
    ["too many people", fileOf({ ...good, alters: crowd(80).alters.concat(good.alters) })],
    ["a list", [1, 2]],
  ])("%s", (_what, value) => {
    expect([byHand(value), bySchema(value)]).toEqual([false, false]);
  });

  test("no JSON, or endless", () => {
    expect(readNetworkFile("<html>").status).toBe("unreadable");
    expect(readNetworkFile(" ".repeat(fileAtMost + 1)).status).toBe("unreadable");
  });

  test("maps come from the oldest to the newest, whatever their order in the file", () => {
    const reading = readNetworkFile(writeNetworkFile([mapOf("2026-09-02"), mapOf("2026-03-02")]));
    expect(reading.status === "read" && reading.maps.map(({ takenOn }) => takenOn)).toEqual([
      "2026-03-02",
      "2026-09-02",
    ]);
  });
});

test.each([
  ["Ali", null],
  ["M. B.", null],
  ["voisine du 3e", null],
  ["أم سامي", null],
  ["", "required"],
  ["   ", "required"],
  ["Jean-Philippe de la Tour du Pin", "tooLong"],
  ["ali@example.org", "tooTelling"],
  ["06 12 34 56 78", "tooTelling"],
  ["Ali 38000", "tooTelling"],
  [" Ali", "invalidFormat"],
  ["A\u0000", "invalidFormat"],
])("%j is a nickname, or why not: %s", (text, fault) => {
  expect(nicknameFault(text)).toBe(fault);
});
