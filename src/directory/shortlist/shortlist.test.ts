import fc from "fast-check";
import { expect, test } from "vitest";
import {
  mostListed,
  readShortlist,
  withEntry,
  withEntryMoved,
  withoutEntry,
  writeShortlist,
} from "./shortlist.ts";

const some = fc.uniqueArray(fc.uuid(), { maxLength: mostListed });

test("what was written is read again, in its order", () => {
  fc.assert(
    fc.property(some, (ids) => {
      expect(readShortlist(writeShortlist(ids))).toEqual(ids);
    }),
  );
});

test("whatever stands in an address gives a list of ids, each once, never too many", () => {
  const typed = fc.oneof(fc.string({ maxLength: 300 }), fc.stringMatching(/^[A-Za-z0-9_.-]{0,300}$/));
  fc.assert(
    fc.property(typed, (text) => {
      const ids = readShortlist(text);
      expect(ids.length).toBeLessThanOrEqual(mostListed);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      // An id has one spelling alone, so that two links to one list are one link.
      expect(text.split(".")).toEqual(
        expect.arrayContaining(ids.length === 0 ? [] : writeShortlist(ids).split(".")),
      );
    }),
  );
});

test("a whole list leaves room in an address that a telephone reads from paper", () => {
  const ids = Array.from(
    { length: mostListed },
    (_, at) => `0190f000-0000-7000-8000-${String(at).padStart(12, "0")}`,
  );
  expect(writeShortlist(ids)).toHaveLength(mostListed * 23 - 1);
});

test("entries are added at the end, moved by one and taken away; a full list takes no more", () => {
  expect(withEntry(["a"], "b")).toEqual(["a", "b"]);
  expect(withEntry(["a", "b"], "a")).toEqual(["a", "b"]);
  const full = Array.from({ length: mostListed }, (_, at) => String(at));
  expect(withEntry(full, "x")).toEqual(full);
  expect(withEntryMoved(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
  expect(withEntryMoved(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
  expect(withEntryMoved(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
  expect(withEntryMoved(["a"], "x", 1)).toEqual(["a"]);
  expect(withoutEntry(["a", "b"], "a")).toEqual(["b"]);
});
