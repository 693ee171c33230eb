/** Rhythm of a stop that comes every second week, as OSM `opening_hours` counts weeks (ISO 8601). */
const weeks: Readonly<Record<"odd" | "even", string>> = { odd: "week 01-53/2", even: "week 02-52/2" };

const startsWithDays = /^(?:Mo|Tu|We|Th|Fr|Sa|Su)\b/;

/**
 * Hours that hold in one week of two: the week is written before each rule that begins with days.
 * `Mo 09:00-12:00; PH off` in odd weeks gives `week 01-53/2 Mo 09:00-12:00; PH off`.
 */
export function everySecondWeek(openingHours: string, week: "odd" | "even"): string {
  return openingHours
    .split(";")
    .map((rule) => rule.trim())
    .filter((rule) => rule !== "")
    .map((rule) => (startsWithDays.test(rule) ? `${weeks[week]} ${rule}` : rule))
    .join("; ");
}

/** Which weeks a label means: `Semaine impaire`, `Semaine paire`; `null` when it means neither. */
export function weekNamed(label: string): "odd" | "even" | null {
  const found = /\b(im)?paires?\b/i.exec(label);
  if (found === null) return null;
  return found[1] === undefined ? "even" : "odd";
}
