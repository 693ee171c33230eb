import { addMilliseconds, type Instant } from "#base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mayWrite, type ContactRules } from "./may-write.ts";
import { contactMoment, isMoment, nextMoment } from "./moment.ts";

const paris = "Europe/Paris";
const at = (text: string) => text as Instant;
const some = fc.subarray([...contactMoment.codes]);
const anyTime = fc
  .integer({ min: Date.parse("2026-01-01T00:00:00Z"), max: Date.parse("2027-12-31T00:00:00Z") })
  .map((ms) => new Date(ms).toISOString() as Instant);

test.each([
  ["a Monday morning in winter", "2026-11-30T07:00:00.000Z", ["weekday-morning"], true],
  ["a minute too early", "2026-11-30T06:59:00.000Z", ["weekday-morning"], false],
  ["noon is the afternoon", "2026-11-30T11:00:00.000Z", ["weekday-morning"], false],
  ["the same in summer, an hour sooner", "2026-07-06T06:00:00.000Z", ["weekday-morning"], true],
  ["a Saturday", "2026-11-28T10:00:00.000Z", ["weekday-morning", "weekday-afternoon"], false],
  ["a Saturday on the weekend", "2026-11-28T10:00:00.000Z", ["weekend"], true],
  ["night, whatever was chosen", "2026-11-30T22:30:00.000Z", [...contactMoment.codes], false],
  ["night, where nothing was chosen", "2026-11-30T22:30:00.000Z", [], true],
] as const)("%s", (_name, moment, moments, isIn) => {
  expect(isMoment(moments, at(moment), paris)).toBe(isIn);
});

test("a message waits for the next part chosen, also over the nights when the clock changes", () => {
  expect(nextMoment(["weekday-morning"], at("2026-11-28T19:00:00.000Z"), paris)).toBe(
    "2026-11-30T07:00:00.000Z",
  );
  // 29 March 2026, 02:00 becomes 03:00; 25 October 2026, 03:00 becomes 02:00.
  expect(nextMoment(["weekday-morning"], at("2026-03-27T20:00:00.000Z"), paris)).toBe(
    "2026-03-30T06:00:00.000Z",
  );
  expect(nextMoment(["weekend"], at("2026-10-24T16:30:00.000Z"), paris)).toBe("2026-10-25T09:00:00.000Z");
});

test("the next moment is one, never in the past, and the first quarter of an hour that is", () => {
  fc.assert(
    fc.property(some, anyTime, (moments, now) => {
      const next = nextMoment(moments, now, paris);
      expect(isMoment(moments, next, paris)).toBe(true);
      expect(next >= now).toBe(true);
      if (next !== now) {
        const before = addMilliseconds(next, -15 * 60_000);
        expect(before < now || !isMoment(moments, before, paris)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test("nothing goes but by a channel agreed to today, to the address of today, at a time agreed to, to somebody who is there", () => {
  const rules: fc.Arbitrary<ContactRules> = fc.record({
    status: fc.constantFrom("open", "closed"),
    lifeEvent: fc.constantFrom(null, null, "death", "moved", "hospital", "absence"),
    contactChannels: fc.subarray(["phone", "sms", "email"]),
    contactMoments: some,
    phone: fc.constantFrom(null, "06 39 98 00 01", "06 39 98 00 02"),
    email: fc.constantFrom(null, "a@example.org"),
  });
  const message = fc.record({
    channel: fc.constantFrom("sms", "email"),
    to: fc.constantFrom("06 39 98 00 01", "06 39 98 00 02", "a@example.org"),
  });
  let gone = 0;
  fc.assert(
    fc.property(rules, message, anyTime, (person, { channel, to }, now) => {
      const sending = mayWrite(person, { channel, to }, { now, timeZone: paris });
      if (sending.kind !== "go") return;
      gone += 1;
      expect(person.status).toBe("open");
      expect(person.lifeEvent).toBeNull();
      expect(person.contactChannels).toContain(channel);
      expect(channel === "email" ? person.email : person.phone).toBe(to);
      expect(isMoment(person.contactMoments, now, paris)).toBe(true);
    }),
    { numRuns: 10_000 },
  );
  expect(gone).toBeGreaterThan(10);
});
