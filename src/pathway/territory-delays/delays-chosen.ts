import { z } from "zod";
import { delays } from "../timer/delays.ts";

/**
 * Bounds of each delay that a territory may choose, in its own unit: no answer is awaited for ever, nobody is hurried. Chosen with
 * them: how many referrals of one person may be under way.
 */
export const delayBounds = {
  draftDays: { least: 2, most: 30 },
  reminderDays: { least: 5, most: 30 },
  linkDays: { least: 2, most: 30 },
  expiryDays: { least: 14, most: 90 },
  priorityExpiryWorkingDays: { least: 1, most: 10 },
  firstContactWorkingDays: { least: 1, most: 15 },
  attendanceDays: { least: 1, most: 14 },
  attendanceAgainDays: { least: 7, most: 60 },
  waitlistDays: { least: 7, most: 60 },
  secondTryDays: { least: 1, most: 14 },
  thirdTryDays: { least: 2, most: 30 },
  laterTryDays: { least: 3, most: 60 },
  reviewDays: { least: 60, most: 180 },
  unknownDays: { least: 30, most: 120 },
  // Shortened freely, hardly lengthened: who stands beside the telephone changes (decision 151).
  contactConfirmDays: { least: 14, most: 120 },
  documentDays: { least: 60, most: 730 },
  mostUnderWay: { least: 1, most: 4 },
} as const satisfies Readonly<Partial<Record<keyof typeof delays, { least: number; most: number }>>>;
/** A delay that a territory may choose. */
export type DelayName = keyof typeof delayBounds;
/** Delays that a territory may choose, in the order in which they are shown. */
export const delayNames = Object.keys(delayBounds) as readonly string[] as readonly [
  DelayName,
  ...DelayName[],
];

const bounded = (name: DelayName) =>
  z.coerce.number().int().min(delayBounds[name].least).max(delayBounds[name].most);

/** The delays of a territory, each within its bounds. */
export const chosenDelaysShape = {
  reminderDays: bounded("reminderDays"),
  linkDays: bounded("linkDays"),
  expiryDays: bounded("expiryDays"),
  priorityExpiryWorkingDays: bounded("priorityExpiryWorkingDays"),
  firstContactWorkingDays: bounded("firstContactWorkingDays"),
  // Missing  the default: earlier decisions and older applications do not know these.
  draftDays: bounded("draftDays").default(delays.draftDays),
  attendanceDays: bounded("attendanceDays").default(delays.attendanceDays),
  attendanceAgainDays: bounded("attendanceAgainDays").default(delays.attendanceAgainDays),
  waitlistDays: bounded("waitlistDays").default(delays.waitlistDays),
  secondTryDays: bounded("secondTryDays").default(delays.secondTryDays),
  thirdTryDays: bounded("thirdTryDays").default(delays.thirdTryDays),
  laterTryDays: bounded("laterTryDays").default(delays.laterTryDays),
  reviewDays: bounded("reviewDays").default(delays.reviewDays),
  unknownDays: bounded("unknownDays"),
  contactConfirmDays: bounded("contactConfirmDays").default(delays.contactConfirmDays),
  documentDays: bounded("documentDays").default(delays.documentDays),
  mostUnderWay: bounded("mostUnderWay").default(delays.mostUnderWay),
};
/** See {@link chosenDelaysShape}. */
export const chosenDelaysSchema = z.strictObject(chosenDelaysShape);
/** The delays of a territory, days or working days as their names say. */
export type ChosenDelays = z.output<typeof chosenDelaysSchema>;

/** The delays of a territory that chose none. Source  spec/pathway.md §4.3. */
export const defaultDelays: ChosenDelays = chosenDelaysSchema.parse(
  Object.fromEntries(delayNames.map((name) => [name, delays[name]])),
);

/**
 * The delay that does not go with the others; null when they do: a reminder comes before the end of waiting, a loop is
 * closed as unknown only after an answer could have come and a waiting list was asked after, and who was tried in vain more
 * often is not tried again sooner.
 */
export function delayFault(chosen: ChosenDelays): DelayName | null {
  if (chosen.reminderDays >= chosen.expiryDays) return "reminderDays";
  if (chosen.unknownDays < chosen.expiryDays) return "unknownDays";
  if (chosen.waitlistDays >= chosen.unknownDays) return "waitlistDays";
  if (chosen.thirdTryDays < chosen.secondTryDays) return "thirdTryDays";
  return chosen.laterTryDays < chosen.thirdTryDays ? "laterTryDays" : null;
}

/** Names of the delays that differ. */
export function changedDelays(chosen: ChosenDelays, from: ChosenDelays): readonly DelayName[] {
  return delayNames.filter((name) => chosen[name] !== from[name]);
}
