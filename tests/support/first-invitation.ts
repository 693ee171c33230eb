import { randomId, type PersonId } from "#base";

/** What a worker tells to ask somebody invented for the first time, by a link. */
export const firstInvitation = (personId: PersonId, channel: "sms" | "email") =>
  ({
    id: randomId<"reassessment">(),
    personId,
    instrument: "ucla3",
    channel,
    agreedName: "Odile",
    callbackPhone: "04 99 91 92 93",
  }) as const;
