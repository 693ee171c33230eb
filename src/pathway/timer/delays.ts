import { addMilliseconds, localDateAt, type Instant } from "#base";

const day = 86_400_000;

/**
 * Delays of the loop, in days: defaults of those that a territory may choose (`territory-delays/`).
 * Source  spec/pathway.md §4.3 (Dora, rdv-insertion, JVA as precedents there).
 */
export const delays = {
  /** What was prepared and not sent is brought forward. */
  draftDays: 7,
  /** A receiver who has not answered is reminded. */
  reminderDays: 10,
  /** A link opens that long. */
  linkDays: 8,
  /** A referral without answer ends as expired. */
  expiryDays: 30,
  /** The same for a referral that matters sooner, in working days. */
  priorityExpiryWorkingDays: 3,
  /** The person is reached by then after an acceptance, in working days. */
  firstContactWorkingDays: 5,
  /** Both sides are asked whether somebody came, after the day of the meeting, and once more. */
  attendanceDays: 1,
  attendanceAgainDays: 30,
  /** A receiver is asked again whether somebody on its waiting list still waits. */
  waitlistDays: 21,
  /** A person is tried again after one, two, three and more attempts in vain. */
  secondTryDays: 3,
  thirdTryDays: 7,
  laterTryDays: 14,
  /** One asks how a started referral is going. */
  reviewDays: 90,
  /** A loop in which nothing happened is closed as unknown. */
  unknownDays: 60,
  /** The rules of contact are confirmed that long after they were written or confirmed (notes/reliability.md §3). */
  contactConfirmDays: 90,
  /** A document of a file is removed that long after it was brought, or kept longer; the worker is told before. */
  documentDays: 183,
  documentWarningDays: 30,
  /** Most referrals of one person under way at once: over-referral harms trust. */
  mostUnderWay: 2,
  /** Whoever handed a file over reads it that long (spec/pains.md row 9). */
  handOverDays: 30,
  /** Two files that became one can be taken apart again that long. */
  mergeUndoDays: 30,
} as const;

/** The instant so many days later. */
export function daysLater(from: Instant, days: number): Instant {
  return addMilliseconds(from, days * day);
}

/** The instant so many hours later. */
export function hoursLater(from: Instant, hours: number): Instant {
  return addMilliseconds(from, hours * 3_600_000);
}

/** The instant so many working days later, Monday to Friday in a time zone; public holidays are counted as worked. */
export function workingDaysLater(from: Instant, days: number, timeZone: string): Instant {
  let instant = from;
  for (let left = days; left > 0;) {
    instant = addMilliseconds(instant, day);
    const weekday = new Date(`${localDateAt(instant, timeZone)}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return instant;
}
