import { randomBytes } from "node:crypto";
import { addMilliseconds, toInstant } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lifetimes, openSheet, sealSheet } from "./sealed-sheet.ts";
import { newSheet, withAnswer } from "./sheet.ts";

const secret = randomBytes(32);
const now = toInstant(new Date("2026-11-21T08:30:00Z"));
const sheet = withAnswer(withAnswer(newSheet("26-49"), "ucla3-1", 3), "ucla3-2", "prefer-not");
const sealed = sealSheet(secret, sheet, now);
const open = (value: string | null, later = 0) => openSheet(secret, value, addMilliseconds(now, later));

describe("answers in a cookie", () => {
  test("come back as they were, for half an hour", () => {
    expect(open(sealed)).toEqual({ state: "open", sheet });
    expect(open(sealed, lifetimes.usual - 1).state).toBe("open");
    expect(open(sealed, lifetimes.usual)).toEqual({ state: "expired" });
  });

  test("hold for a week where somebody chose so", () => {
    const kept = sealSheet(secret, { ...sheet, isKept: true }, now);
    expect(open(kept, lifetimes.kept - 1).state).toBe("open");
    expect(open(kept, lifetimes.kept).state).toBe("expired");
  });

  test("do not hold longer when the clock goes back", () => {
    expect(open(sealed, -1000)).toEqual({ state: "expired" });
  });

  test("are not there when there is no cookie", () => {
    expect([open(null).state, open("").state]).toEqual(["none", "none"]);
  });

  test("are told by nothing: neither a letter of them nor the length, and never twice the same", () => {
    const full = Array.from({ length: 9 }, (_, position) => `ucla3-${position}`).reduce(
      (one) => withAnswer(one, "credoc-famille", 9),
      sheet,
    );
    expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toMatch(/ucla|26-49|prefer/);
    expect(sealSheet(secret, full, now)).toHaveLength(sealed.length);
    expect(sealSheet(secret, newSheet("grown"), now)).toHaveLength(sealed.length);
    expect(sealSheet(secret, sheet, now)).not.toBe(sealed);
  });

  test("do not open under another secret, nor with any bit turned", () => {
    expect(openSheet(randomBytes(32), sealed, now)).toEqual({ state: "unreadable" });
    const bytes = Buffer.from(sealed, "base64url");
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const turned = Buffer.from(bytes);
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(open(turned.toString("base64url"))).toEqual({ state: "unreadable" });
      }),
      { numRuns: 300 },
    );
  });

  test("are unreadable whatever else a browser sends", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), (text) => {
        expect(["unreadable", "none"]).toContain(open(text).state);
      }),
      { numRuns: 300 },
    );
  });
});
