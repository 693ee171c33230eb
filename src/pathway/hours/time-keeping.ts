import {
  localDateSchema,
  parseLooseDate,
  readCsv,
  stableId,
  toInstant,
  type Instant,
  type LocalDate,
} from "#base";
import { instantAtWall, type WallTime } from "#directory";
import {
  hoursActivity,
  hoursStatus,
  type HoursActivity,
  type HoursFault,
  type HoursStatus,
} from "./codes.ts";

/** A row of a file of time-keeping, read. */
export interface KeptTime {
  /** Position in the file without its heading; the first is 1. */
  readonly row: number;
  /** The service's own number of the person. */
  readonly reference: string;
  readonly day: LocalDate;
  readonly minutes: number;
  readonly activity: HoursActivity;
  readonly status: HoursStatus;
  /** What tells this visit apart from the others of the service: its own number, else person, day and beginning. */
  readonly key: string;
}

/** Something wrong with a row; 0 for the whole file. Never a value of it, which may be personal. */
export interface TimeKeepingFault {
  readonly row: number;
  readonly column: Column;
  readonly code: HoursFault;
}

/** What a file of time-keeping says. */
export interface TimeKeeping {
  readonly rowCount: number;
  readonly times: readonly KeptTime[];
  readonly faults: readonly TimeKeepingFault[];
}

/** Columns known, in the words of this house. */
export type Column =
  | "reference"
  | "date"
  | "start"
  | "end"
  | "minutes"
  | "activity"
  | "status"
  | "number"
  | "file";

/** Most rows of a file. */
export const timesAtMost = 5000;

const headings: Readonly<Record<string, Column>> = {
  reference: "reference",
  usager: "reference",
  beneficiaire: "reference",
  "numero usager": "reference",
  date: "date",
  jour: "date",
  debut: "start",
  "heure debut": "start",
  start: "start",
  fin: "end",
  "heure fin": "end",
  end: "end",
  minutes: "minutes",
  duree: "minutes",
  "duree minutes": "minutes",
  activite: "activity",
  activity: "activity",
  statut: "status",
  etat: "status",
  status: "status",
  identifiant: "number",
  "numero intervention": "number",
  id: "number",
};

const activities: Readonly<Record<string, HoursActivity>> = {
  "loisirs creatifs": "creative",
  jeux: "games",
  jeu: "games",
  "partage et echange": "sharing",
  echange: "sharing",
  "bien etre": "well-being",
  exterieur: "outdoors",
  "activites en exterieur": "outdoors",
  sortie: "outdoors",
  culture: "culture",
  culturelles: "culture",
  "activites culturelles": "culture",
};

const statuses: Readonly<Record<string, HoursStatus>> = {
  "": "done",
  prevu: "planned",
  planifie: "planned",
  realise: "done",
  effectue: "done",
  fait: "done",
  refuse: "refused",
  annule: "not-used",
  "non utilise": "not-used",
  "non realise": "not-used",
};

/** A word without case, accents and signs between words. */
function plainWord(text: string): string {
  const letters = text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return letters.replaceAll(/[\s_.:/-]+/g, " ").trim();
}

/**
 * Reads the CSV of a service's time-keeping: one visit a row, with the service's number of the person, the day, minutes or
 * beginning and end, the kind of activity and what became of it (done where nothing is said). A visit that ends earlier than
 * it began ends on the next day; minutes are those that really passed, also in a night in which clocks are changed.
 * Errors  none: rows that cannot be read are faults, the others go on.
 */
export function readTimeKeeping(text: string, timeZone: string): TimeKeeping {
  const table = text.replace(/^\uFEFF/, "").trim();
  // Software of home-help services also writes files of other formats (ESPPADOM): none of them is read, and none half.
  if (/^[<{[]/.test(table))
    return { rowCount: 0, times: [], faults: [{ row: 0, column: "file", code: "notATable" }] };
  const [heading = [], ...records] = readCsv(table);
  const columns = heading.map((name) => headings[plainWord(name)] ?? null);
  const missing = (["reference", "date", "activity"] as const).filter((column) => !columns.includes(column));
  const hasTimes = columns.includes("start") && columns.includes("end");
  if (!columns.includes("minutes") && !hasTimes)
    return withoutColumns(records.length, [...missing, "minutes"]);
  if (missing.length > 0) return withoutColumns(records.length, missing);
  const times: KeptTime[] = [];
  const faults: TimeKeepingFault[] = [];
  const seen = new Set<string>();
  for (const [position, record] of records.entries()) {
    const row = position + 1;
    const read = record.length === columns.length ? readRow(cellsOf(columns, record), timeZone) : null;
    const found = read === null ? ([["file", "columnsDiffer"]] as const) : read.faults;
    if (read?.time && found.length === 0 && seen.has(read.time.key))
      faults.push({ row, column: "number", code: "repeatedRow" });
    else if (read?.time && found.length === 0) {
      seen.add(read.time.key);
      times.push({ ...read.time, row });
    } else faults.push(...found.map(([column, code]) => ({ row, column, code })));
  }
  return { rowCount: records.length, times, faults };
}

function withoutColumns(rowCount: number, missing: readonly Column[]): TimeKeeping {
  return {
    rowCount,
    times: [],
    faults: missing.map((column) => ({ row: 0, column, code: "columnMissing" })),
  };
}

type Cells = Partial<Record<Column, string>>;

function cellsOf(columns: readonly (Column | null)[], record: readonly string[]): Cells {
  return Object.fromEntries(
    columns.flatMap((column, at) => (column === null ? [] : [[column, (record[at] ?? "").trim()]])),
  );
}

interface ReadRow {
  readonly time: Omit<KeptTime, "row"> | null;
  readonly faults: readonly (readonly [Column, HoursFault])[];
}

function readRow(cells: Cells, timeZone: string): ReadRow {
  const { reference = "", number = "" } = cells;
  const day = dayOf(cells.date ?? "");
  const minutes = minutesOf(cells, day, timeZone);
  const activityWord = plainWord(cells.activity ?? "");
  const activity =
    activities[activityWord] ?? hoursActivity.codes.find((code) => plainWord(code) === activityWord);
  const statusWord = plainWord(cells.status ?? "");
  const status = statuses[statusWord] ?? hoursStatus.codes.find((code) => plainWord(code) === statusWord);
  const faults: (readonly [Column, HoursFault])[] = [];
  if (reference === "" || reference.length > 60) faults.push(["reference", "referenceUnknown"]);
  if (day === null) faults.push(["date", "dateUnreadable"]);
  if (typeof minutes === "string") faults.push([minutes === "timeUnreadable" ? "start" : "minutes", minutes]);
  if (activity === undefined) faults.push(["activity", "activityUnknown"]);
  if (status === undefined) faults.push(["status", "statusUnknown"]);
  if (day === null || typeof minutes === "string" || activity === undefined || status === undefined)
    return { time: null, faults };
  const key = number === "" ? `${reference} ${day} ${cells.start ?? ""}` : number;
  return { time: { reference, day, minutes, activity, status, key: stableId("time-keeping", key) }, faults };
}

function dayOf(text: string): LocalDate | null {
  const strict = localDateSchema.safeParse(text);
  return strict.success ? strict.data : parseLooseDate(text);
}

/** Minutes of a visit, or what is wrong with them. */
function minutesOf(cells: Cells, day: LocalDate | null, timeZone: string): number | HoursFault {
  const { minutes: written = "", start = "", end = "" } = cells;
  const told = written === "" ? null : Number(written.replace(",", "."));
  if (told !== null && !(Number.isInteger(told) && told > 0)) return "minutesMissing";
  if (start === "" && end === "") return inBounds(told);
  const [from, to] = [clockOf(start), clockOf(end)];
  if (from === null || to === null || day === null) return "timeUnreadable";
  const passed = minutesBetween(day, { from, to }, timeZone);
  return told !== null && told !== passed ? "minutesDiffer" : inBounds(passed);
}

function inBounds(minutes: number | null): number | HoursFault {
  if (minutes === null || minutes < 1) return "minutesMissing";
  return minutes > 540 ? "minutesTooMany" : minutes;
}

/** Minutes since midnight of `9:05`, `09h05` or `9h`; null when it is no time of day. */
function clockOf(text: string): number | null {
  const found = /^(\d{1,2})(?:[:hH](\d{2})?)(?::\d{2})?$/.exec(text);
  const [hours, minutes] = [Number(found?.[1]), Number(found?.[2] ?? 0)];
  return found !== null && hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

const dayLength = 86_400_000;
const longAgo: Instant = toInstant(new Date(0));

/** Minutes that pass between two times of the clock on the wall; over midnight when the end is earlier. */
export function minutesBetween(
  day: LocalDate,
  { from, to }: { readonly from: number; readonly to: number },
  timeZone: string,
): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const wall = (minutes: number, days: number) =>
    (midnight + days * dayLength + minutes * 60_000) as WallTime;
  const start = instantAtWall(wall(from, 0), timeZone, longAgo);
  const end = instantAtWall(wall(to, to < from ? 1 : 0), timeZone, start);
  return Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
}
