import { wordPattern, type WordPattern } from "./word-pattern.ts";
import type { Stretch } from "./open-times.ts";

/** A time of the week that people name when they say when they feel alone. */
export interface Moment {
  /** Days of the week, Sunday is 0. */
  readonly days: readonly number[];
  /** Hours of the day between which it lies. */
  readonly hours: readonly [from: number, to: number];
}

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const moments: readonly (readonly [pattern: WordPattern, moment: Moment])[] = [
  [wordPattern("dimanche*, sunday*, domingo*, الأحد"), { days: [0], hours: [8, 24] }],
  [wordPattern("lundi*, monday*, lunes, الاثنين"), { days: [1], hours: [6, 24] }],
  [wordPattern("mardi*, tuesday*, martes, الثلاثاء"), { days: [2], hours: [6, 24] }],
  [wordPattern("mercredi*, wednesday*, miercoles, الأربعاء"), { days: [3], hours: [6, 24] }],
  [wordPattern("jeudi*, thursday*, jueves, الخميس"), { days: [4], hours: [6, 24] }],
  [wordPattern("vendredi*, friday*, viernes, الجمعة"), { days: [5], hours: [6, 24] }],
  [wordPattern("samedi*, saturday*, sabado*, السبت"), { days: [6], hours: [6, 24] }],
  [wordPattern("week-end*, weekend*, fin de semana, fines de semana"), { days: [6, 0], hours: [8, 24] }],
  [
    wordPattern("soir, soirs, soiree*, evening*, tardes y noches, por las noches, المساء, مساء"),
    { days: everyDay, hours: [18, 24] },
  ],
  [wordPattern("midi, midis, lunchtime*, mediodia"), { days: everyDay, hours: [11, 14] }],
];

/** Moments that a folded text names. */
export function momentsIn(folded: string): Moment[] {
  return moments.flatMap(([pattern, moment]) => (pattern.test(folded) ? [moment] : []));
}

const hour = 3_600_000;
const day = 24 * hour;

/** Whether a stretch that lasts less than a day lies within a moment for half an hour; what is always open is for no moment. */
export function touches({ from, to }: Stretch, { days, hours: [first, last] }: Moment): boolean {
  if (to - from >= day) return false;
  const midnight = Math.floor(from / day) * day;
  if (!days.includes(new Date(midnight).getUTCDay())) return false;
  return Math.min(to, midnight + last * hour) - Math.max(from, midnight + first * hour) >= hour / 2;
}
