import type { NeedCode } from "./codes.ts";
import {
  barrierFits,
  lineFactor,
  madeForPerson,
  otherThemeFactor,
  tableFit,
  talkTypes,
  themeAgreement,
} from "./fit.ts";
import { burdenOf } from "./cost.ts";
import { comesToPerson, monthsUnconfirmed, type Pairing } from "./hard-filters.ts";
import type { CodedReason, MatchOptions, ScoreParts } from "./match-result.ts";
import { comingSessions, openWithin } from "./open-times.ts";
import { roomKnown } from "../room.ts";
import { touches } from "./moments.ts";
import type { OfferFacts } from "./offer-facts.ts";
import type { PersonFacts } from "./person-facts.ts";
import type { MatchCautionCode, MatchReasonCode, MatchUnknownCode } from "./reasons.ts";
import type { MatchWeights } from "./weights.ts";

/** What scoring says of an offer. */
export interface Judgement {
  readonly score: number;
  readonly parts: ScoreParts;
  readonly reasons: CodedReason<MatchReasonCode>[];
  readonly cautions: CodedReason<MatchCautionCode>[];
  readonly unknown: MatchUnknownCode[];
}

class Scorer {
  readonly #pairing: Pairing;
  readonly #facts: OfferFacts;
  readonly #person: PersonFacts;
  readonly #weights: MatchWeights;
  readonly reasons: CodedReason<MatchReasonCode>[] = [];
  readonly cautions: CodedReason<MatchCautionCode>[] = [];
  readonly unknown: MatchUnknownCode[] = [];

  constructor(pairing: Pairing, weights: MatchWeights) {
    this.#pairing = pairing;
    this.#facts = pairing.facts;
    this.#person = pairing.person;
    this.#weights = weights;
  }

  #because(code: MatchReasonCode, params: Record<string, string | number> = {}): void {
    this.reasons.push({ code, params });
  }

  #despite(code: MatchCautionCode, params: Record<string, string | number> = {}): void {
    this.cautions.push({ code, params });
  }

  /** The fit of the table, corrected by who is met there and how. */
  #fit(need: NeedCode): number {
    const value = tableFit(need, this.#facts);
    const { attendance, offer, type } = this.#facts;
    if (
      need === "meet-people" &&
      type !== "befriending-call" &&
      !attendance.has("on-site") &&
      !attendance.has("at-home")
    )
      return value * this.#weights.remoteMeeting;
    // Whoever lives the same thing is a peer, whatever they do together.
    const isOfPeers = need === "peer-support" && (offer.kind === "activity" || offer.kind === "place");
    const isTheirs = isOfPeers && offer.publicsRestricted && themeAgreement(this.#facts, this.#person) === 1;
    return isTheirs ? Math.max(value, this.#weights.peersOfOwn) : value;
  }

  need(): number {
    const { needs, barriers, mobility } = this.#person.need;
    const factor = madeForPerson(this.#facts, this.#person) * lineFactor(this.#facts, this.#person);
    const values = needs.map((need, rank) => ({
      need,
      value: this.#fit(need) * this.#weights.laterNeed ** rank,
    }));
    const sorted = values.toSorted((a, b) => b.value - a.value);
    const [best, ...others] = sorted;
    let score = 0;
    if (best && best.value * factor > 0) {
      this.#because("need", { need: best.need });
      score = best.value;
      const second = others.filter(({ value }) => value >= 0.3);
      if (second[0]) this.#because("second-need", { need: second[0].need });
      score += this.#weights.secondNeed * second.reduce((sum, { value }) => sum + value, 0);
    }
    const { type } = this.#facts;
    for (const barrier of barriers) {
      const isAtHome = barrier === "transport" && mobility.mode === "none";
      const help = type === null ? 0 : (barrierFits[barrier]?.[type] ?? 0) * (isAtHome ? 0.4 : 1);
      if (help <= 0) continue;
      score += help;
      if (help >= 0.2) this.#because("overcomes-barrier", { barrier });
    }
    return score * factor;
  }

  wish(): number {
    const { facts } = this.#pairing;
    let best = { id: "", value: 0 };
    let sum = 0;
    for (const { id, pattern, weight } of this.#person.wishes) {
      const strength =
        pattern === null
          ? (facts.wishes.get(id) ?? 0)
          : pattern.test(facts.foldedName)
            ? 1
            : pattern.test(facts.foldedText)
              ? 0.8
              : 0;
      const value = strength * weight;
      sum += value;
      if (value > best.value) best = { id, value };
    }
    if (best.value === 0) return 0;
    this.#because("wish", { wish: best.id });
    return this.#weights.wish * best.value + this.#weights.secondWish * Math.min(1, sum - best.value);
  }

  situation(): number {
    const agreement = themeAgreement(this.#facts, this.#person);
    const { offer } = this.#facts;
    const shared = offer.publics.find(
      (code) =>
        code !== "tous-publics" &&
        this.#person.need.situation.includes(code) &&
        this.#person.publics.has(code),
    );
    let score = 0;
    if (agreement === 1 || (offer.publicsRestricted && shared !== undefined)) {
      this.#because("situation", shared === undefined ? {} : { situation: shared });
      score += this.#weights.situation;
    }
    const { age } = this.#person.need;
    const { ageMin, ageMax } = this.#facts;
    const isForYoung = age !== null && ageMax !== null && ageMax <= 30;
    const isForOld = age !== null && ageMin !== null && ageMin >= 50;
    if (isForYoung || isForOld) this.#because("for-your-age");
    if (isForYoung) score += this.#weights.ageFit;
    if (isForOld) score += this.#weights.seniorFit;
    return score;
  }

  distance(): number {
    const { distanceKm, person } = this.#pairing;
    const facts = this.#facts;
    if (!facts.attendance.has("on-site") || facts.offer.kind === "helpline") {
      this.#because(facts.attendance.has("at-home") ? "comes-to-you" : "by-phone");
      return 0;
    }
    if (facts.attendance.has("at-home")) this.#because("comes-to-you");
    else if (facts.offer.transportProvided || facts.text.fetchesPeople) {
      this.#because("fetches-you");
      return 0;
    }
    if (distanceKm === null) {
      this.unknown.push("place");
      return this.#weights.near;
    }
    const { comfortKm, maxKm } = person;
    const metres = Math.round(distanceKm * 1000);
    if (distanceKm <= comfortKm) {
      this.#because("near", { metres });
      return (this.#weights.near * distanceKm) / Math.max(comfortKm, 0.1);
    }
    if (comesToPerson(facts)) return this.#weights.near;
    this.#despite("far", { metres });
    const beyond = Math.min(1, (distanceKm - comfortKm) / Math.max(0.1, maxKm - comfortKm));
    return this.#weights.near + this.#weights.beyondComfort * (0.4 + 0.6 * beyond);
  }

  /** Open at the moment that the person's words name ("Sundays are long"). */
  moment(): number {
    const { moments, window } = this.#person;
    const { hours, sessions } = this.#facts.offer;
    if (moments.length === 0) return 0;
    const open = [
      ...(hours === null ? [] : (openWithin(hours, window) ?? [])),
      ...comingSessions(sessions, window),
    ];
    const isThen = open.some((stretch) => moments.some((moment) => touches(stretch, moment)));
    if (isThen) this.#because("own-words");
    return isThen ? this.#weights.moment : 0;
  }

  comfort(): number {
    return this.#groups() + this.#language() + this.#access() + this.#money() + this.#digital();
  }

  #groups(): number {
    const { barriers, accessibility } = this.#person.need;
    const dreads = barriers.includes("groups") || accessibility.includes("quiet");
    const hesitates = dreads || barriers.includes("shame");
    const { groupSize } = this.#facts.offer;
    let score = 0;
    if (hesitates && (this.#facts.text.isWelcoming || this.#facts.offer.welcome !== null)) {
      this.#because(
        "welcome",
        this.#facts.offer.welcome === null ? {} : { welcome: this.#facts.offer.welcome },
      );
      score += this.#weights.welcome;
    }
    if (this.#facts.text.isDemanding && !barriers.every((code) => code === "hours"))
      score += this.#weights.demanding;
    if (this.#facts.text.isDemanding) this.#despite("demanding");
    if (!hesitates) return score;
    if (groupSize === "small") {
      this.#because("small-group");
      return score + this.#weights.smallGroup;
    }
    if (groupSize === "large") {
      this.#despite("large-group");
      return score + this.#weights.largeGroup * (dreads ? 1 : 0.5);
    }
    if (groupSize === "medium" && dreads) {
      this.#despite("group");
      return score + this.#weights.group;
    }
    return score;
  }

  #language(): number {
    const { languages, attendance, type } = this.#facts;
    const { fluent, basic } = this.#person;
    const own = [...languages].find((code) => fluent.has(code) && code !== "fr");
    const isForeign = basic.size > 0 || this.#person.need.barriers.includes("language");
    if (own !== undefined && isForeign) {
      this.#because("your-language", { language: own });
      return this.#weights.ownLanguage;
    }
    if (languages.size === 0 || [...languages].some((code) => fluent.has(code))) return 0;
    if (type === "language-cafe") return 0;
    if (attendance.size === 1 && attendance.has("phone")) {
      this.#despite("little-language");
      return this.#weights.phoneLittleLanguage;
    }
    if (type === null || !talkTypes.has(type)) return 0;
    this.#despite("little-language");
    return this.#weights.littleLanguage;
  }

  #access(): number {
    const wanted = this.#person.need.accessibility;
    const { attendance, features, languages, wheelchair, offer } = this.#facts;
    const isOnSite = attendance.has("on-site");
    let score = 0;
    if (wanted.includes("deaf")) {
      const signs =
        features.has("sign-language") ||
        [...languages].some((code) => this.#person.fluent.has(code) && /^(lsf|bsl|ase|dgs)$/.test(code));
      if (signs) this.#because("sign-language");
      else if (features.has("hearing-loop") || features.has("subtitles")) this.#because("hearing-help");
      score += signs
        ? this.#weights.signLanguage
        : features.has("hearing-loop") || features.has("subtitles")
          ? this.#weights.hearingHelp / 2
          : this.#weights.noSign;
    }
    if (wanted.includes("hard-of-hearing")) {
      if (features.has("hearing-loop") || features.has("subtitles")) {
        this.#because("hearing-help");
        score += this.#weights.hearingHelp;
      } else if (attendance.size === 1 && attendance.has("phone")) {
        this.#despite("by-phone-only");
        score += this.#weights.littleLanguage;
      } else if (offer.groupSize === "large") score += this.#weights.group;
    }
    if (wanted.includes("quiet") && features.has("quiet")) score += this.#weights.quiet;
    if (isOnSite && (wanted.includes("wheelchair") || wanted.includes("no-stairs"))) {
      if (wheelchair === "yes") this.#because("step-free");
      if (wheelchair === "unknown") {
        this.#despite("access-to-check");
        this.unknown.push("access");
        score += this.#weights.accessToCheck;
      }
      if (wheelchair === "limited" && wanted.includes("wheelchair")) {
        this.#despite("access-to-check");
        score += this.#weights.accessToCheck / 2;
      }
    }
    return score;
  }

  #money(): number {
    const { budget } = this.#person.need;
    const { cost } = this.#facts.offer;
    if (cost.type === "unknown" && !this.#facts.text.isFree) this.unknown.push("cost");
    if (budget === "any") return 0;
    if (cost.type === "free" || this.#facts.text.isFree) {
      this.#because("free");
      return this.#weights.free;
    }
    const burden = burdenOf(cost);
    if (burden === null || burden <= 5) return 0;
    this.#despite("dear", { amount: cost.amount ?? 0 });
    return this.#weights.dear;
  }

  #digital(): number {
    const { attendance, text } = this.#facts;
    const isOnline = (attendance.size === 1 && attendance.has("online")) || text.isOnlineOnly;
    if (!isOnline) return 0;
    if (this.#person.need.digital === "ok")
      return this.#person.need.channels.includes("online") ? 0 : this.#weights.onlineOnly;
    this.#despite("needs-internet");
    return this.#weights.littleLanguage;
  }

  quality(answering: MatchOptions["answering"]): number {
    const { offer, text } = this.#facts;
    let score = 0;
    const promptness = Math.min(1, Math.max(0, answering?.get(offer.id) ?? 0));
    if (promptness >= 0.5) this.#because("answers-soon");
    score += this.#weights.answersSoon * promptness;
    const { now, roomDays } = this.#pairing;
    const room = roomKnown(offer.capacity, now, roomDays);
    if (room === "waitlist" || text.hasWaitingList) {
      this.#despite("waiting-list");
      score += this.#weights.waitingList;
    } else if (room === "capacity") {
      this.#because("has-room");
      score += this.#weights.hasRoom;
    } else this.unknown.push("capacity");
    const months = monthsUnconfirmed(offer.oldestConfirmedOn, now);
    if (months === null) this.unknown.push("freshness");
    else if (months > 12) {
      this.#despite("not-confirmed-lately", { months: Math.floor(months) });
      score += this.#weights.oldEntry;
    } else if (months <= 3) {
      this.#because("recently-confirmed", { date: offer.oldestConfirmedOn ?? "" });
      score += this.#weights.fresh;
    }
    if (text.needsReferral) this.#despite("needs-referral");
    if (offer.byAndFor) {
      this.#because("by-and-for");
      score += this.#weights.byAndFor;
    }
    if (offer.hours === null && offer.sessions.length === 0 && offer.attendance.includes("on-site"))
      this.unknown.push("hours");
    else if (this.#person.free !== null) this.#because("free-when-you-are");
    return score;
  }
}

/** Judges one offer for one person. @returns null when it answers nothing that was asked. */
export function judge(
  pairing: Pairing,
  weights: MatchWeights,
  { evidence, answering }: Pick<MatchOptions, "evidence" | "answering">,
): Judgement | null {
  const scorer = new Scorer(pairing, weights);
  const { facts, person } = pairing;
  const agreement = themeAgreement(facts, person);
  const need = scorer.need() * (agreement === -1 ? otherThemeFactor(facts, weights) : 1);
  const wishRaw = scorer.wish();
  // A wish that no need stands behind counts less: a chess club is no answer to "I must talk to somebody".
  const wish = need > 0.1 ? wishRaw : wishRaw * weights.wishAlone;
  const situation = need > 0.1 || wish > 0 ? scorer.situation() : 0;
  if (need + wish + situation < weights.leastScore) return null;
  const shown = weights.evidence * evidenceOf(pairing, evidence, scorer);
  const parts: ScoreParts = {
    need,
    wish,
    situation,
    words: scorer.moment(),
    distance: scorer.distance(),
    comfort: scorer.comfort(),
    quality: scorer.quality(answering),
    evidence: shown,
  };
  const score = Object.values(parts).reduce((sum: number, part: number) => sum + part, 0);
  return { score, parts, reasons: scorer.reasons, cautions: scorer.cautions, unknown: scorer.unknown };
}

function evidenceOf({ facts }: Pairing, evidence: MatchOptions["evidence"], scorer: Scorer): number {
  if (!evidence) return 0;
  let best = 0;
  for (const code of facts.offer.interventions) best = Math.max(best, Math.min(1, evidence[code] ?? 0));
  if (best >= 0.5) scorer.reasons.push({ code: "evidence", params: {} });
  return best;
}
