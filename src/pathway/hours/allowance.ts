import type { LocalDate } from "#base";
import { monthlyMost, type HoursStatus } from "./codes.ts";

/** A month of the calendar, `YYYY-MM`. */
export type Month = string & { readonly __month: true };

/** The month of a day. Hours of one night belong to the day on which they began. */
export function monthOf(day: LocalDate): Month {
  return day.slice(0, 7) as Month;
}

/** The month so many months later; earlier when negative. */
export function monthsLater(month: Month, months: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}` as Month;
}

/** First and last day of a month. */
export function daysOf(month: Month): { readonly first: LocalDate; readonly last: LocalDate } {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0));
  return { first: `${month}-01` as LocalDate, last: last.toISOString().slice(0, 10) as LocalDate };
}

/** A right to hours that the person accepted. Minutes a month. */
export interface HoursRight {
  readonly from: LocalDate;
  /** Last day, included; null until further notice. */
  readonly until: LocalDate | null;
  readonly minutes: number;
}

/** Minutes of the ledger. */
export interface CountedMinutes {
  readonly day: LocalDate;
  readonly minutes: number;
  readonly status: HoursStatus;
}

/** Whether a right covers a day. */
export function covers({ from, until }: Pick<HoursRight, "from" | "until">, day: LocalDate): boolean {
  return from <= day && (until === null || day <= until);
}

/**
 * Minutes that a month gives: those of the largest right in force on one of its days, nine hours at most. A plan replaced
 * within a month gives no second allowance.
 */
export function allowanceOf(month: Month, rights: readonly HoursRight[]): number {
  const { first, last } = daysOf(month);
  const inForce = rights.filter(({ from, until }) => from <= last && (until === null || until >= first));
  return Math.min(monthlyMost, Math.max(0, ...inForce.map(({ minutes }) => minutes)));
}

/** A month of the ledger. Minutes. */
export interface MonthBalance {
  readonly month: Month;
  /** Given by the plan for this month. */
  readonly allowance: number;
  /** Left over from earlier months and still to be taken; 0 where nothing is carried over. */
  readonly carried: number;
  /** Planned and done. */
  readonly used: number;
  /** Beyond what there was: 0 unless a plan or a setting was changed afterwards. */
  readonly over: number;
}

/** What a ledger is counted by. */
export interface Ledger {
  readonly rights: readonly HoursRight[];
  readonly entries: readonly CountedMinutes[];
  /** Months in which unused minutes may still be taken; 0: none is carried over. */
  readonly carryOverMonths: number;
}

/**
 * The months of a ledger, from the first right to the last month asked for, oldest first. What is left over of the oldest
 * month is taken first, so that nothing expires that could have been used.
 */
export function balancesOf(ledger: Ledger, upTo: Month): readonly MonthBalance[] {
  const counted = ledger.entries.filter(({ status }) => status === "planned" || status === "done");
  const months = [
    ...ledger.rights.map(({ from }) => monthOf(from)),
    ...counted.map(({ day }) => monthOf(day)),
  ];
  const [first = upTo] = months.toSorted();
  const last = [...months, upTo].toSorted().at(-1) ?? upTo;
  const balances: MonthBalance[] = [];
  let pools: { readonly month: Month; left: number }[] = [];
  for (let month = first; month <= last; month = monthsLater(month, 1)) {
    pools = pools.filter((pool) => monthsLater(pool.month, ledger.carryOverMonths) >= month);
    const carried = pools.reduce((sum, { left }) => sum + left, 0);
    const allowance = allowanceOf(month, ledger.rights);
    pools.push({ month, left: allowance });
    const used = counted
      .filter(({ day }) => monthOf(day) === month)
      .reduce((sum, { minutes }) => sum + minutes, 0);
    let over = used;
    for (const pool of pools) {
      const taken = Math.min(pool.left, over);
      pool.left -= taken;
      over -= taken;
    }
    balances.push({ month, allowance, carried, used, over });
  }
  return balances;
}

/**
 * Minutes that may still be planned or done in a month. Where minutes are carried over, those already taken from this month
 * by later ones are not there twice.
 */
export function roomIn(ledger: Ledger, month: Month): number {
  const upTo = monthsLater(month, ledger.carryOverMonths);
  const before = balancesOf(ledger, upTo);
  const now = before.find((balance) => balance.month === month);
  if (now === undefined) return 0;
  const overBefore = totalOver(before);
  let [fits, most] = [0, Math.max(0, now.allowance + now.carried - now.used)];
  while (fits < most) {
    const tried = Math.ceil((fits + most) / 2);
    const entry = { day: daysOf(month).first, minutes: tried, status: "done" } as const;
    const after = balancesOf({ ...ledger, entries: [...ledger.entries, entry] }, upTo);
    if (totalOver(after) <= overBefore) fits = tried;
    else most = tried - 1;
  }
  return fits;
}

const totalOver = (balances: readonly MonthBalance[]): number =>
  balances.reduce((sum, { over }) => sum + over, 0);
