import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { verifyDisclosureCase, type DisclosureCase } from "./verify-disclosure.ts";

const folder = join(
  process.env["TISSER_SHARED"] ?? join(import.meta.dirname, "../../../shared"),
  "reference/statistics",
);
const isThere = existsSync(folder);

describe.skipIf(!isThere)(
  `reference cases of disclosure control${isThere ? "" : " (skipped: no ../shared)"}`,
  () => {
    const files = globSync(join(folder, "cases/E*.json")).toSorted();
    const read = (file: string): DisclosureCase => JSON.parse(readFileSync(file, "utf8")) as DisclosureCase;

    test("are seven", () => {
      expect(files).toHaveLength(7);
    });

    test.each(files.map((file) => [basename(file, ".json"), file]))("%s agrees", async (_name, file) => {
      expect(await verifyDisclosureCase(read(file), join(folder, "data"))).toEqual([]);
    });

    test("whose numbers are others are seen", async () => {
      const [first = ""] = files;
      const known = read(first);
      const other = { ...(known.expected as object), optimum: { cost: 186 } };
      const faults = await verifyDisclosureCase({ ...known, expected: other }, join(folder, "data"));
      expect(faults).toEqual(["cost: expected 186, got 187"]);
    });
  },
);

test("a case of which nothing is known is not passed over in silence", async () => {
  const faults = await verifyDisclosureCase({ id: "E90-unforeseen", expected: { other: 1 } }, "nowhere");
  expect(faults).toEqual(["not computed: nothing that is expected is known here"]);
});
