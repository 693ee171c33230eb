import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { toInstant, type Instant, type LocalDate } from "#base";
import {
  makeOfferIndex,
  match,
  needProfileSchema,
  offerType,
  type MatchableOffer,
  type NeedProfile,
} from "#directory";
import { cliErrors } from "./errors.ts";
import { scoreCase, type JudgedCase, type WorldOffer } from "./matching-score.ts";
import type { VerifyCases } from "./verify-cases.ts";

/** Mean nDCG@10 below which a set of cases fails as a whole. */
const wantedMean = 0.8;

interface World {
  readonly offers: readonly WorldOffer[];
}
interface Cases {
  readonly now: string;
  readonly duplicates: readonly (readonly string[])[];
  readonly cases: readonly JudgedCase[];
}

/** Interventions as the judged sets write them, in our codes. */
const interventionCode: Readonly<Record<string, string>> = { "psycho-education": "psycho-social-skills" };

/** An offer of a judged world in our model: the same facts, our names. */
export function matchableOf(offer: WorldOffer): MatchableOffer {
  const { commune, lat, lon, area, type, interventions, sessions, confirmedOn, capacity, ...same } = offer;
  return {
    ...same,
    type: offerType.has(type ?? "") ? (type as MatchableOffer["type"]) : null,
    interventions: interventions.map((code) => interventionCode[code] ?? code) as never,
    town: commune,
    latitude: lat,
    longitude: lon,
    area: area === null ? null : { type: area.type, values: area.values ?? [] },
    sessions: sessions.map(({ start, end, remaining }) => ({
      start: toInstant(new Date(start)),
      end: toInstant(new Date(end)),
      remaining,
    })),
    capacity: { ...capacity, toldOn: null },
    confirmedOn: confirmedOn as LocalDate | null,
    oldestConfirmedOn: confirmedOn as LocalDate | null,
    welcome: null,
  };
}

/** A need of a judged case in our model. */
export function needOf(need: JudgedCase["need"]): NeedProfile {
  const { place, mobility, exclusions, ...same } = need;
  return needProfileSchema.parse({
    ...same,
    place: { town: place.commune, country: place.country, latitude: place.lat, longitude: place.lon },
    mobility: { mode: mobility.mode, radiusKm: mobility.radiusKm, maxKm: mobility.maxKm },
    exclusions: exclusions.map(({ organisation }) => ({ organisation })),
  });
}

/** Runs each set of judged cases of a folder: `cases-x.json` with the world `world-x.json`. */
export const verify: VerifyCases = async (path) => {
  const suffixes = (await readdir(path).catch(() => [])).flatMap(
    (name) => /^cases-(.+)\.json$/.exec(name)?.[1] ?? [],
  );
  if (suffixes.length === 0) throw cliErrors.caseUnreadable({ path });
  const outcomes = await Promise.all(suffixes.toSorted().map((suffix) => verifySet(path, suffix)));
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failures: outcomes.flatMap(({ failures }) => failures),
    pending: [],
  };
};

async function readJson<T>(path: string): Promise<T> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as T;
  } catch (cause) {
    throw cliErrors.caseUnreadable({ path }, { cause });
  }
}

/** What the engine answers for each case of a set: ids, best first. The judgements are not given to it. */
export function answersOf(world: World, cases: Cases): ReadonlyMap<string, readonly string[]> {
  const index = makeOfferIndex(world.offers.map(matchableOf));
  const now: Instant = toInstant(new Date(cases.now));
  return new Map(
    cases.cases.map(({ id, need }) => [
      id,
      match(index, needOf(need), { now }).offers.map(({ offer }) => offer.id),
    ]),
  );
}

async function verifySet(path: string, suffix: string): Promise<{ passed: number; failures: string[] }> {
  const world = await readJson<World>(join(path, `world-${suffix}.json`));
  const cases = await readJson<Cases>(join(path, `cases-${suffix}.json`));
  const answers = answersOf(world, cases);
  const scored = cases.cases.map((judged) =>
    scoreCase(judged, answers.get(judged.id) ?? [], { offers: world.offers, duplicates: cases.duplicates }),
  );
  const failures = scored.flatMap(({ id, failed, unacceptable, ndcg }) => {
    const isPassed = failed.length === 0 && unacceptable.length === 0 && ndcg >= 0.5;
    const faults = [...unacceptable, ...failed].join(" ");
    return isPassed ? [] : [`${suffix} ${id}: nDCG@10 ${ndcg.toFixed(3)} ${faults}`.trimEnd()];
  });
  const mean = scored.reduce((sum, { ndcg }) => sum + ndcg, 0) / Math.max(1, scored.length);
  const summary = `${suffix} mean nDCG@10 ${mean.toFixed(3)}, at least ${wantedMean.toFixed(2)} wanted`;
  const isMeanReached = mean >= wantedMean;
  return {
    passed: scored.length - failures.length + (isMeanReached ? 1 : 0),
    failures: isMeanReached ? failures : [...failures, summary],
  };
}
