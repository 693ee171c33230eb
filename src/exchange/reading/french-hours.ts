import { foldText } from "#directory";

/** Days as a French sentence names them, Monday first, with their short forms, and as OSM does. */
const dayNames = [
  "lundi|lun",
  "mardi|mar",
  "mercredi|mer",
  "jeudi|jeu",
  "vendredi|ven",
  "samedi|sam",
  "dimanche|dim",
];
const osmDays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;

type Token =
  | { readonly kind: "day"; readonly day: number }
  | { readonly kind: "time"; readonly minutes: number }
  | { readonly kind: "to" | "dash" | "and" | "closed" | "stop" };

const word =
  /\s+|(?<time>\d{1,2}(?:\s*:\s*\d{2}|\s+h\s+\d{2}(?!\s*h)|\s*h(?:\d{2}|eures?)?))(?!\d)|(?<sign>[-,;:/.()\n])/y;
const silent = new Set([
  "de",
  "du",
  "le",
  "les",
  "ouvert",
  "ouverture",
  "horaires",
  "d'ouverture",
  "puis",
  "h",
]);

/**
 * Hours told in a French sentence, in OSM form: `Du lundi au vendredi de 9h à 12h et de 14h à 17h`. Only sentences of which
 * every word is understood; nothing is guessed.
 * @param days days that another column names (Monday is 0), for a sentence that tells times alone.
 * @returns null when a word is not known, a day has no times, times do not rise, or no day is named.
 */
export function osmOfFrenchHours(sentence: string, days: readonly number[] = []): string | null {
  const tokens = tokensOf(sentence);
  if (tokens === null) return null;
  const rules: string[] = [];
  let [at, isFirst] = [0, true];
  while (at < tokens.length) {
    const named = daysAt(tokens, at);
    const times = timesAt(tokens, named.next);
    const onDays = named.days.length > 0 ? named.days : isFirst ? days : [];
    if (times === null || onDays.length === 0 || times.next === at) return null;
    if (times.ranges.length > 0) rules.push(`${shortDays(onDays)} ${times.ranges.join(",")}`);
    at = times.next;
    isFirst = false;
  }
  return rules.length === 0 ? null : rules.join("; ");
}

/** The number of a day (Monday is 0) by its French name; -1 for another word. */
export function frenchDay(name: string): number {
  const short = foldText(name).trim().replace(/\.$/, "");
  return dayNames.findIndex((names) => names.split("|").includes(short));
}

function tokensOf(sentence: string): readonly Token[] | null {
  const text = foldText(sentence.replace(/[\u2010-\u2015]/g, "-"))
    .replaceAll(" à ", " a ")
    .trim();
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const letters = /^(?:d'ouvertures?|[a-z]+\.?)/.exec(text.slice(at, at + 20))?.[0];
    const token =
      letters === undefined ? signAt(text, at) : { length: letters.length, token: wordToken(letters) };
    if (token === null || token.token === undefined) return null;
    if (token.token !== null) tokens.push(token.token);
    at += token.length;
  }
  return tokens;
}

/** The token of a word; null for a word that says nothing, undefined for one that is not understood. */
function wordToken(letters: string): Token | null | undefined {
  const day = frenchDay(letters);
  if (day >= 0) return { kind: "day", day };
  if (letters === "au" || letters === "a") return { kind: "to" };
  if (letters === "et") return { kind: "and" };
  if (letters === "ferme") return { kind: "closed" };
  return silent.has(letters) ? null : undefined;
}

function signAt(
  text: string,
  at: number,
): { readonly length: number; readonly token: Token | null | undefined } | null {
  word.lastIndex = at;
  const found = word.exec(text);
  if (found === null) return null;
  const { time, sign } = found.groups ?? {};
  const { length } = found[0];
  if (time !== undefined) return { length, token: timeToken(time) };
  if (sign === "-" || sign === "/") return { length, token: { kind: "dash" } };
  if (sign === "(" || sign === ")") return { length, token: undefined };
  return { length, token: sign === undefined ? null : { kind: "stop" } };
}

function timeToken(time: string): Token | undefined {
  const [hours = 0, minutes = 0] = (time.match(/\d+/g) ?? []).map(Number);
  return hours > 24 || minutes > 59 ? undefined : { kind: "time", minutes: hours * 60 + minutes };
}

/** The days named from a place on: a list, or a first and a last. */
function daysAt(
  tokens: readonly Token[],
  from: number,
): { readonly days: readonly number[]; readonly next: number } {
  const found: number[] = [];
  let [at, isRange, joins] = [from, false, 0];
  for (; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    if (token.kind === "day") {
      const first = found.at(-1);
      if (isRange && first !== undefined)
        for (let day = first + 1; day < token.day; day += 1) found.push(day);
      found.push(token.day);
      isRange = false;
    } else if (token.kind === "to") isRange = true;
    else if (token.kind === "dash") joins += 1;
    else if (token.kind === "time" || token.kind === "closed") break;
  }
  const isSpan = joins === 1 && found.length === 2 && found[0]! < found[1]!;
  const days = isSpan
    ? Array.from({ length: found[1]! - found[0]! + 1 }, (_, step) => found[0]! + step)
    : found;
  return { days: [...new Set(days)].toSorted((a, b) => a - b), next: at };
}

/** The times told from a place on, as ranges, until the next day is named; null when they are no ranges. */
function timesAt(
  tokens: readonly Token[],
  from: number,
): { readonly ranges: readonly string[]; readonly next: number } | null {
  const minutes: number[] = [];
  let [at, hasLink, isClosed] = [from, false, false];
  for (; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    if (token.kind === "day") break;
    if (token.kind === "closed") {
      if (minutes.length > 0 || tokens[at - 1]?.kind === undefined) return null;
      isClosed = true;
    } else if (token.kind === "time") {
      // The second of each pair is joined to the first by "à" or a dash.
      if (minutes.length % 2 === 1 && !hasLink) return null;
      if (minutes.length > 0 && token.minutes <= minutes.at(-1)!) return null;
      minutes.push(token.minutes);
      hasLink = false;
    } else if (token.kind === "to" || token.kind === "dash") hasLink = true;
  }
  if (minutes.length % 2 === 1 || (minutes.length === 0) !== isClosed) return null;
  const ranges = minutes.flatMap((start, place) =>
    place % 2 === 0 ? [`${clock(start)}-${clock(minutes[place + 1] ?? 0)}`] : [],
  );
  return { ranges, next: at };
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Days as OSM writes them: three in succession or more as a span. */
function shortDays(days: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) =>
      run.length > 2
        ? `${osmDays[run[0]!]}-${osmDays[run.at(-1)!]}`
        : run.map((day) => osmDays[day]).join(","),
    )
    .join(",");
}
