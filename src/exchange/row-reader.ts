import type { GeoPoint, LocalDate } from "#base";
import { joinMeanings, type CodeMap, type LabelMeaning } from "./code-map.ts";
import { readPostcode, readTownCode } from "./reading/address.ts";
import { readEmail, readWebsite } from "./reading/contact.ts";
import { readDay } from "./reading/day.ts";
import { osmOfFrenchHours } from "./reading/french-hours.ts";
import { readHours, readWeeklyHours, type WrittenHours } from "./reading/hours.ts";
import { readPhones } from "./reading/phone.ts";
import { readPosition, type ExpectedPlace } from "./reading/position.ts";
import { readSiret } from "./reading/siret.ts";
import { readLabels, readLine, readText } from "./reading/text.ts";
import type { Fault, Reading, RowFault } from "./row-fault.ts";

/** One row of a feed, as its producer wrote it. */
export type RawRow = Readonly<Record<string, unknown>>;

/** Reads the cells of one row and keeps every fault with its column. Reading never throws. */
export class RowReader {
  readonly #row: RawRow;
  readonly #number: number;
  readonly #today: LocalDate;
  readonly #warnings: RowFault[] = [];
  readonly #refusals: RowFault[] = [];

  constructor(row: RawRow, number: number, today: LocalDate) {
    this.#row = row;
    this.#number = number;
    this.#today = today;
  }

  /** Position of the row in the feed. */
  get number(): number {
    return this.#number;
  }

  /** Day of the import. */
  get today(): LocalDate {
    return this.#today;
  }

  /** Faults that leave the row usable. */
  get warnings(): readonly RowFault[] {
    return this.#warnings;
  }

  /** Faults for which the row is refused. */
  get refusals(): readonly RowFault[] {
    return this.#refusals;
  }

  /** Notes a fault that leaves the row usable. */
  warn(field: string, fault: Fault): void {
    this.#warnings.push({ ...fault, row: this.#number, field });
  }

  /** Notes a fault for which the row is refused. */
  refuse(field: string, fault: Fault): void {
    this.#refusals.push({ ...fault, row: this.#number, field });
  }

  /** A text on one line that the row must have; the empty text, and a refusal, when it has not. */
  required(column: string, maxLength: number): string {
    const value = this.line(column, maxLength);
    if (value === null) this.refuse(column, { code: "required" });
    return value ?? "";
  }

  line(column: string, maxLength: number): string | null {
    return this.#take(column, readLine(this.#cell(column), maxLength));
  }

  text(column: string, maxLength: number): string | null {
    return this.#take(column, readText(this.#cell(column), maxLength));
  }

  labels(column: string, separator: string | RegExp): readonly string[] {
    return this.#take(column, readLabels(this.#cell(column), separator)) ?? [];
  }

  phones(column: string): readonly string[] {
    return this.#take(column, readPhones(this.#cell(column))) ?? [];
  }

  email(column: string): string | null {
    return this.#take(column, readEmail(this.#cell(column)));
  }

  website(column: string): string | null {
    return this.#take(column, readWebsite(this.#cell(column)));
  }

  postcode(column: string): string | null {
    return this.#take(column, readPostcode(this.#cell(column)));
  }

  townCode(column: string): string | null {
    return readTownCode(this.#cell(column));
  }

  siret(column: string): string | null {
    return this.#take(column, readSiret(this.#cell(column)));
  }

  day(column: string): LocalDate | null {
    return this.#take(column, readDay(this.#cell(column), this.#today));
  }

  hours(column: string): WrittenHours {
    const written = this.line(column, 2000);
    return this.#take(column, readHours(written)) ?? { openingHours: null, note: null };
  }

  /** Hours told in a French sentence, or in OSM form; `days` are those that another column names (Monday is 0). */
  frenchHours(column: string, days: readonly number[] = []): WrittenHours {
    const written = this.line(column, 2000);
    const told = written === null ? null : osmOfFrenchHours(written, days);
    return this.#take(column, readHours(told ?? written)) ?? { openingHours: null, note: null };
  }

  /** A number, with a decimal point or comma; null when the cell holds none. */
  numeric(column: string): number | null {
    const text = this.line(column, 40)?.replace(",", ".") ?? "";
    return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
  }

  /** Whether the cell holds something. */
  has(column: string): boolean {
    const cell = this.#cell(column);
    return cell !== null && cell !== undefined && cell !== "";
  }

  /** The cell as it came, for values that a source itself flattened. */
  raw(column: string): unknown {
    return this.#cell(column);
  }

  /** Hours that hold in some weeks only; `weeks` is the column that names the weeks. */
  weeklyHours(column: string, weeks: string): WrittenHours {
    const hours = this.hours(column);
    return this.#take(weeks, readWeeklyHours(hours, this.line(weeks, 200))) ?? hours;
  }

  /** Position of the row; faults are told of the latitude's column. */
  position(latitude: string, longitude: string, expected: ExpectedPlace | null): GeoPoint | null {
    const raw = { latitude: this.#cell(latitude), longitude: this.#cell(longitude) };
    return this.#take(latitude, readPosition(raw, expected));
  }

  /** What labels mean by a code map; each label that it does not explain is told. */
  meaning(column: string, labels: readonly string[], map: CodeMap | undefined): LabelMeaning {
    const { meaning, unknown } = map?.read(labels) ?? { meaning: joinMeanings([]), unknown: labels };
    for (const label of unknown)
      this.warn(column, { code: "labelUnknown", params: { label: label.slice(0, 80) } });
    return meaning;
  }

  #cell(column: string): unknown {
    return Object.hasOwn(this.#row, column) ? this.#row[column] : null;
  }

  #take<T>(column: string, reading: Reading<T>): T | null {
    for (const fault of reading.faults) this.warn(column, fault);
    return reading.value;
  }
}
