/**
 * Runs `work` in a world where local time is UTC.
 *
 * npm `opening_hours` computes with the local getters of the global `Date`, thus in the time zone of the process. Wall
 * times of another place then suffer from the changes of hour of *this* place: a process in Auckland loses an hour of
 * Paris on 27 September. During this one synchronous call the global `Date` is therefore one whose local time is UTC;
 * it is put back whatever happens. Nothing else runs meanwhile: there is no `await` inside.
 */
export function withUtcDates<T>(work: () => T): T {
  const before = globalThis.Date;
  globalThis.Date = UtcDate as DateConstructor;
  try {
    return work();
  } finally {
    globalThis.Date = before;
  }
}

const RealDate = globalThis.Date;

/** A date whose local time is UTC, in whatever time zone the process runs. */
export class UtcDate extends RealDate {
  constructor(...parts: readonly number[] | readonly [Date | string]) {
    const [first, second] = parts;
    if (parts.length === 0) super();
    else if (second === undefined) super(first instanceof RealDate ? first.getTime() : (first ?? Number.NaN));
    else {
      const [year = 0, month = 0, day = 1, hours = 0, minutes = 0, seconds = 0, ms = 0] =
        parts as readonly number[];
      super(RealDate.UTC(year, month, day, hours, minutes, seconds, ms));
    }
  }

  override getFullYear(): number {
    return this.getUTCFullYear();
  }
  override getMonth(): number {
    return this.getUTCMonth();
  }
  override getDate(): number {
    return this.getUTCDate();
  }
  override getDay(): number {
    return this.getUTCDay();
  }
  override getHours(): number {
    return this.getUTCHours();
  }
  override getMinutes(): number {
    return this.getUTCMinutes();
  }
  override getSeconds(): number {
    return this.getUTCSeconds();
  }
  override getMilliseconds(): number {
    return this.getUTCMilliseconds();
  }
  override getTimezoneOffset(): number {
    return 0;
  }
  override setFullYear(...parts: Parameters<Date["setFullYear"]>): number {
    return this.setUTCFullYear(...parts);
  }
  override setMonth(...parts: Parameters<Date["setMonth"]>): number {
    return this.setUTCMonth(...parts);
  }
  override setDate(day: number): number {
    return this.setUTCDate(day);
  }
  override setHours(...parts: Parameters<Date["setHours"]>): number {
    return this.setUTCHours(...parts);
  }
  override setMinutes(...parts: Parameters<Date["setMinutes"]>): number {
    return this.setUTCMinutes(...parts);
  }
  override setSeconds(...parts: Parameters<Date["setSeconds"]>): number {
    return this.setUTCSeconds(...parts);
  }
  override setMilliseconds(milliseconds: number): number {
    return this.setUTCMilliseconds(milliseconds);
  }
}
