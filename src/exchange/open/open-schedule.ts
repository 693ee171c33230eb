/** Regular hours as HSDS schedules tell them. */
export interface OpenRule {
  readonly freq?: "WEEKLY" | "MONTHLY";
  readonly byday?: string;
  readonly opens_at?: string;
  readonly closes_at?: string;
  /** The hours in OSM `opening_hours`, whole. */
  readonly description: string;
}

const days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const rulePattern =
  /^([A-Z][a-z](?:\[-?\d\])?(?:[-,][A-Z][a-z](?:\[-?\d\])?)*)\s+(\d{2}:\d{2}-\d{2}:\d{2}(?:,\d{2}:\d{2}-\d{2}:\d{2})*)$/;

/**
 * HSDS schedules of hours in OSM form. Only plain weekly and monthly rules have an equal there (`freq` knows no other); where one
 * rule has none, a single schedule says the hours in words, so that nothing wrong is told. Days off are left out: no schedule is closed.
 */
export function openRulesOf(osm: string): readonly OpenRule[] {
  let rules = known.get(osm);
  if (rules === undefined) {
    if (known.size >= mostKnown) known.clear();
    rules = readRules(osm);
    known.set(osm, rules);
  }
  return rules;
}

/** Hours read already: many entries have the same. */
const known = new Map<string, readonly OpenRule[]>();
const mostKnown = 5000;

function readRules(osm: string): readonly OpenRule[] {
  const rules = osm
    .split(";")
    .map((rule) => rule.trim())
    .filter((rule) => rule !== "" && !/^(?:PH|SH)(?:,(?:PH|SH))*\s+off$/.test(rule));
  const told = rules.map((rule) => openRuleOf(rule, osm));
  const isOverlaid = new Set(told.flatMap((one) => one?.map(({ byday }) => byday) ?? [])).size > 14;
  if (told.length === 0 || isOverlaid || told.includes(null) || repeatsDay(rules))
    return [{ description: osm }];
  return told.flatMap((one) => one ?? []);
}

/** A later rule for a day takes the place of an earlier one in OSM: rules that name a day twice are not taken apart. */
function repeatsDay(rules: readonly string[]): boolean {
  const named = rules.flatMap((rule) => daysOf(/^\S+/.exec(rule)?.[0] ?? "") ?? []);
  return new Set(named).size < named.length;
}

function openRuleOf(rule: string, description: string): readonly OpenRule[] | null {
  const [, named = "", times = ""] = rulePattern.exec(rule) ?? [];
  const found = named === "" ? null : daysOf(named);
  if (found === null) return null;
  const isMonthly = found.every((day) => /\d/.test(day));
  if (!isMonthly && found.some((day) => /\d/.test(day))) return null;
  return times.split(",").map((time) => {
    const [opens = "", closes = ""] = time.split("-");
    return {
      freq: isMonthly ? "MONTHLY" : "WEEKLY",
      byday: found.join(","),
      opens_at: opens,
      closes_at: closes,
      description,
    };
  });
}

/** `Mo-We,Fr` as `MO,TU,WE,FR`; `Sa[2]` as `2SA`; null when a name is none of a day. */
function daysOf(text: string): readonly string[] | null {
  const found = text.split(",").flatMap((part): readonly (string | null)[] => {
    const [first = "", last] = part.split(/(?<=[a-z\]])-/);
    if (last === undefined) return [dayOf(first)];
    const [from, to] = [days.indexOf(first), days.indexOf(last)];
    if (from < 0 || to < 0) return [null];
    const length = ((to - from + 7) % 7) + 1;
    return Array.from({ length }, (_, step) => (days[(from + step) % 7] ?? "").toUpperCase());
  });
  return found.some((day) => day === null) ? null : found.filter((day) => day !== null);
}

function dayOf(text: string): string | null {
  const [, name = "", place = ""] = /^([A-Z][a-z])(?:\[(-?\d)\])?$/.exec(text) ?? [];
  return days.includes(name) ? `${place}${name.toUpperCase()}` : null;
}
