import type { ControllerId, Instant, LocalDate } from "#base";
import { expect, test } from "vitest";
import { lastDayAfter, mayShare, type Agreement } from "./agreement.ts";

const now = "2026-11-28T10:00:00.000Z" as Instant;
const question = {
  receiverId: "café",
  items: ["first-name", "phone"],
  now,
  timeZone: "Europe/Paris",
} as const;
const agreement: Agreement = {
  ground: "person-agreed",
  receiverId: "café",
  items: ["first-name", "phone", "wishes"],
  evidence: "witnessed-oral",
  until: "2027-11-28" as LocalDate,
  withdrawnAt: null,
  representative: null,
  accord: null,
};

test("nothing is shared without an agreement, after its end, after a withdrawal, with another receiver, beyond its items", () => {
  expect(mayShare(agreement, question)).toBeNull();
  expect(mayShare(null, question)).toBe("noAgreement");
  expect(mayShare({ ...agreement, until: "2026-11-27" as LocalDate }, question)).toBe("agreementEnded");
  expect(mayShare({ ...agreement, withdrawnAt: now }, question)).toBe("agreementWithdrawn");
  expect(mayShare(agreement, { ...question, receiverId: "club" })).toBe("otherReceiver");
  expect(mayShare(agreement, { ...question, items: ["email"] })).toBe("itemNotCovered");
});

test("an agreement given with a representative ends with the representation", () => {
  const representative = {
    id: "r",
    kind: "guardian",
    scope: "represents",
    since: "2020-01-01" as LocalDate,
    until: null,
    isEnded: false,
  } as const;
  expect(mayShare({ ...agreement, representative }, question)).toBeNull();
  const ended = { ...agreement, representative: { ...representative, isEnded: true } };
  expect(mayShare(ended, question)).toBe("representationEnded");
  const over = { ...agreement, representative: { ...representative, until: "2026-11-27" as LocalDate } };
  expect(mayShare(over, question)).toBe("representationEnded");
});

test("an agreement holds to the end of its last day, in the time zone of the territory", () => {
  const lastEvening = "2027-11-28T22:59:59.000Z" as Instant;
  expect(mayShare(agreement, { ...question, now: lastEvening })).toBeNull();
  expect(mayShare(agreement, { ...question, now: "2027-11-28T23:00:00.000Z" as Instant })).toBe(
    "agreementEnded",
  );
});

test("what rests on an accord stops on the day after its last, and while a party has not signed", () => {
  const parties = ["a", "b"] as ControllerId[];
  const accord = {
    parties,
    signedBy: parties,
    since: "2026-01-01" as LocalDate,
    until: "2028-01-01" as LocalDate,
    noticeDays: 30,
    lastDay: null,
  };
  expect(mayShare({ ...agreement, accord }, question)).toBeNull();
  const lasting = { ...accord, lastDay: "2026-11-28" as LocalDate };
  expect(mayShare({ ...agreement, accord: lasting }, question)).toBeNull();
  const ended = { ...accord, lastDay: "2026-11-27" as LocalDate };
  expect(mayShare({ ...agreement, accord: ended }, question)).toBe("accordEnded");
  expect(mayShare({ ...agreement, accord: { ...accord, signedBy: parties.slice(1) } }, question)).toBe(
    "accordEnded",
  );
});

test("a year after 29 February ends on 28 February; a month after 31 January on the last of February", () => {
  expect(lastDayAfter("2028-02-29" as LocalDate, 12)).toBe("2029-02-28");
  expect(lastDayAfter("2026-01-31" as LocalDate, 1)).toBe("2026-02-28");
  expect(lastDayAfter("2026-11-28" as LocalDate, 12)).toBe("2027-11-28");
});
