// The measures of the judged sets (reference/matching/README.md): nDCG@10, unacceptable offers in the first five, constraints.

/** An offer as judged worlds write it. */
export interface WorldOffer {
  readonly id: string;
  readonly source: string;
  readonly organisation: string;
  readonly name: string;
  readonly description: string;
  readonly kind: "place" | "activity" | "service" | "mission" | "helpline" | "stop" | "bench";
  readonly type: string | null;
  readonly categories: readonly ("listen" | "gather" | "reach-out" | "support" | "take-part")[];
  readonly interventions: readonly string[];
  readonly country: string;
  readonly commune: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly attendance: readonly ("on-site" | "at-home" | "phone" | "online" | "sms" | "post")[];
  readonly area: {
    readonly type: "country" | "departement" | "communes";
    readonly values?: readonly string[];
  } | null;
  readonly hours: string | null;
  readonly sessions: readonly {
    readonly start: string;
    readonly end: string;
    readonly remaining: number | null;
  }[];
  readonly cost: {
    readonly type: "free" | "paid" | "donation" | "unknown";
    readonly amount: number | null;
    readonly per: "session" | "month" | "quarter" | "year" | null;
  };
  readonly publics: readonly string[];
  readonly publicsRestricted: boolean;
  readonly ageMin: number | null;
  readonly ageMax: number | null;
  readonly gender: "women" | "men" | null;
  readonly languages: readonly string[];
  readonly accessibility: {
    readonly wheelchair: "yes" | "limited" | "no" | "unknown";
    readonly features: readonly string[];
  };
  readonly groupSize: "small" | "medium" | "large" | null;
  readonly waysIn: readonly ("phone" | "drop-in" | "referral" | "online" | "sms" | "post")[];
  readonly transportProvided: boolean;
  readonly byAndFor: boolean;
  readonly capacity: {
    readonly status: "capacity" | "waitlist" | "no-capacity" | "ask";
    readonly note: string | null;
  };
  readonly status: "active" | "temporarily-closed" | "closed";
  readonly confirmedOn: string | null;
}

/** A constraint on the order. */
export interface Constraint {
  readonly type: string;
  readonly offers?: readonly string[];
  readonly k?: number;
  readonly min?: number;
  readonly max?: number;
  readonly anyOf?: readonly string[];
  readonly noneOf?: readonly string[];
  readonly kind?: string;
}

/** A judged case. */
export interface JudgedCase {
  readonly id: string;
  readonly need: {
    readonly place: {
      readonly commune: string;
      readonly country: string;
      readonly lat: number;
      readonly lon: number;
    };
    readonly mobility: { readonly mode: string; readonly radiusKm: number; readonly maxKm: number };
    readonly exclusions: readonly { readonly organisation: string }[];
    readonly [field: string]: unknown;
  };
  readonly judgements: readonly {
    readonly offer: string;
    readonly grade: number;
    readonly unacceptable?: string;
  }[];
  readonly alsoUnacceptable?: Readonly<Record<string, readonly string[]>>;
  readonly constraints: readonly Constraint[];
}

/** What the answers are held against. */
export interface JudgedWorld {
  readonly offers: readonly WorldOffer[];
  readonly duplicates: readonly (readonly string[])[];
}

/** How one case came out. */
export interface CaseScore {
  readonly id: string;
  readonly ndcg: number;
  /** `id:reason` of each unacceptable offer among the first five. */
  readonly unacceptable: readonly string[];
  /** Types of the constraints that do not hold. */
  readonly failed: readonly string[];
}

const gain = (grade: number): number => 2 ** grade - 1;
const discount = (rank: number): number => 1 / Math.log2(rank + 2);

/** Scores the first ten of a ranking. */
export function scoreCase(judged: JudgedCase, ranked: readonly string[], world: JudgedWorld): CaseScore {
  const top = [...new Set(ranked)].slice(0, 10);
  const grades = new Map(judged.judgements.map(({ offer, grade }) => [offer, grade]));
  const bad = badOffers(judged);
  const group = (id: string): string => {
    const position = world.duplicates.findIndex((ids) => ids.includes(id));
    return position < 0 ? id : `group ${position}`;
  };
  const unacceptable = top.slice(0, 5).flatMap((id) => (bad.has(id) ? [`${id}:${bad.get(id)}`] : []));
  const holds = constraintChecker(top, {
    grades,
    group,
    offers: new Map(world.offers.map((offer) => [offer.id, offer])),
  });
  const failed = judged.constraints.filter((constraint) => top.length === 0 || !holds(constraint));
  return {
    id: judged.id,
    ndcg: ndcgOf(top, grades, group),
    unacceptable,
    failed: failed.map(({ type }) => type),
  };
}

function badOffers({ judgements, alsoUnacceptable = {} }: JudgedCase): Map<string, string> {
  const bad = new Map<string, string>();
  for (const { offer, unacceptable } of judgements) if (unacceptable) bad.set(offer, unacceptable);
  for (const [reason, ids] of Object.entries(alsoUnacceptable)) {
    for (const id of ids) if (!bad.has(id)) bad.set(id, reason);
  }
  return bad;
}

function ndcgOf(
  top: readonly string[],
  grades: ReadonlyMap<string, number>,
  group: (id: string) => string,
): number {
  const seen = new Set<string>();
  let gained = 0;
  top.forEach((id, rank) => {
    if (!seen.has(group(id))) gained += gain(grades.get(id) ?? 0) * discount(rank);
    seen.add(group(id));
  });
  const best = new Map<string, number>();
  for (const [id, grade] of grades) best.set(group(id), Math.max(best.get(group(id)) ?? 0, grade));
  const ideal = [...best.values()].toSorted((a, b) => b - a).slice(0, 10);
  const most = ideal.reduce((sum, grade, rank) => sum + gain(grade) * discount(rank), 0);
  return most === 0 ? 0 : gained / most;
}

interface CheckFacts {
  readonly grades: ReadonlyMap<string, number>;
  readonly group: (id: string) => string;
  readonly offers: ReadonlyMap<string, WorldOffer>;
}

function constraintChecker(
  top: readonly string[],
  { grades, group, offers }: CheckFacts,
): (constraint: Constraint) => boolean {
  const at = (k = 10): readonly string[] => top.slice(0, k);
  const isGood = (id: string): boolean => (grades.get(id) ?? 0) > 0;
  const checks: Readonly<Record<string, (constraint: Constraint) => boolean>> = {
    "first-is-one-of": ({ offers: ids = [] }) => ids.includes(top[0] ?? ""),
    "in-top": ({ k, anyOf = [], min = 1 }) => at(k).filter((id) => anyOf.includes(id)).length >= min,
    "not-in-top": ({ k, noneOf = [] }) => !at(k).some((id) => noneOf.includes(id)),
    "categories-in-top": ({ k, min = 1 }) =>
      new Set(
        at(k)
          .filter(isGood)
          .map((id) => offers.get(id)?.categories[0]),
      ).size >= min,
    "kind-in-top": ({ k, kind, min = 1 }) =>
      at(k).filter((id) => offers.get(id)?.kind === kind && isGood(id)).length >= min,
    "max-same-type": ({ k, max = 10 }) => {
      const counts = Map.groupBy(at(k), (id) => offers.get(id)?.type);
      return Math.max(0, ...[...counts.values()].map(({ length }) => length)) <= max;
    },
    "no-duplicates": ({ k }) => new Set(at(k).map(group)).size === at(k).length,
  };
  return (constraint) => checks[constraint.type]?.(constraint) ?? false;
}
