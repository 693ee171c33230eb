import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contactChannel } from "../person.ts";
import { contactMoment } from "../contact/moment.ts";
import { bothSay, looserFields, type ContactPart } from "./looser.ts";

const file: ContactPart = {
  phone: "06 39 98 77 66",
  email: null,
  contactChannels: ["sms"],
  contactMoments: ["weekday-morning"],
  contactHours: "Pas le mercredi",
  contactWords: null,
  mayLeaveVoicemail: false,
};

describe("how a person is reached is loosened by", () => {
  test.each<[string, Partial<ContactPart>]>([
    ["phone", { phone: "06 39 98 00 11" }],
    ["email", { email: "canari@example.org" }],
    ["contactChannels", { contactChannels: ["sms", "phone"] }],
    ["contactMoments", { contactMoments: ["weekday-morning", "weekend"] }],
    ["contactMoments", { contactMoments: [] }],
    ["contactHours", { contactHours: null }],
    ["contactHours", { contactHours: "Tous les jours" }],
    ["mayLeaveVoicemail", { mayLeaveVoicemail: true }],
  ])("%s that says more", (name, change) => {
    expect(looserFields(file, { ...file, ...change })).toEqual([name]);
  });

  test.each<[string, Partial<ContactPart>]>([
    ["a number written otherwise", { phone: "06.39.98.77.66" }],
    ["a number that is gone", { phone: null }],
    ["no way at all", { contactChannels: [] }],
    ["first words of caution", { contactWords: "Dire « la bibliothèque »" }],
    ["a voicemail that nobody asked about", { mayLeaveVoicemail: null }],
  ])("nothing else: %s", (_what, change) => {
    expect(looserFields(file, { ...file, ...change })).toEqual([]);
  });
});

const some = fc.record({
  phone: fc.constantFrom(null, "06 39 98 77 66", "06 39 98 00 11"),
  email: fc.constantFrom(null, "canari@example.org", "autre@example.org"),
  contactChannels: fc.subarray([...contactChannel.codes]),
  contactMoments: fc.subarray([...contactMoment.codes]),
  contactHours: fc.constantFrom(null, "Le matin", "Le soir"),
  contactWords: fc.constantFrom(null, "La bibliothèque", "Odile"),
  mayLeaveVoicemail: fc.constantFrom(null, true, false),
});

test("what holds at once of a change never reaches further than the file before, and nothing is left of it to hold", () => {
  fc.assert(
    fc.property(some, some, (before, after) => {
      const now = bothSay(before, after);
      expect(looserFields(before, now)).toEqual([]);
      for (const channel of now.contactChannels) expect(after.contactChannels).toContain(channel);
      // Whatever did not loosen anything is as it was asked.
      if (looserFields(before, after).length === 0)
        expect({ ...now, contactChannels: new Set(now.contactChannels) }).toEqual({
          ...after,
          contactChannels: new Set(after.contactChannels),
        });
    }),
    { numRuns: 500 },
  );
});
