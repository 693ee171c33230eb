import type { Instant, LocalDate } from "#base";
import type { CategoryOfAction, InterventionType } from "../taxonomy.ts";
import type { ToldRoom } from "../room.ts";
import type { Attendance, GroupSize, OfferType, WayIn } from "./codes.ts";

/** What an offer is; a bench is a place, too, but one that is looked for as such. */
export type MatchableKind = "place" | "activity" | "service" | "mission" | "helpline" | "stop" | "bench";

/** A dated occurrence of an offer. */
export interface OfferSession {
  readonly start: Instant;
  readonly end: Instant;
  /** Places left; null when it is not known. */
  readonly remaining: number | null;
}

/** What is to be paid. */
export interface OfferCost {
  readonly type: "free" | "paid" | "donation" | "unknown";
  /** In the money of the country; null when it is not known. */
  readonly amount: number | null;
  readonly per: "session" | "month" | "quarter" | "year" | null;
}

/** Whom an offer serves; null in {@link MatchableOffer} when it does not say. */
export interface AreaServed {
  readonly type: "country" | "departement" | "communes";
  /** Codes or names of the places; empty means the one of the offer. */
  readonly values: readonly string[];
}

/** Everything that matching and search know of an offer. What is missing is null or empty, never guessed. */
export interface MatchableOffer {
  readonly id: string;
  readonly source: string;
  readonly organisation: string;
  readonly name: string;
  readonly description: string;
  readonly kind: MatchableKind;
  /** Null when the source does not say; it is then read from name and description. */
  readonly type: OfferType | null;
  /** The main one first. */
  readonly categories: readonly CategoryOfAction[];
  readonly interventions: readonly InterventionType[];
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Code or name of the commune, as the needs write it; null when it is not known. */
  readonly town: string | null;
  /** Degrees; null when it is not known, or there is no place (a line). */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Empty means on site. */
  readonly attendance: readonly Attendance[];
  readonly area: AreaServed | null;
  /** OSM `opening_hours`; null when they are not known, or any time will do. */
  readonly hours: string | null;
  readonly sessions: readonly OfferSession[];
  readonly cost: OfferCost;
  /** Whom it welcomes in particular; empty or `tous-publics` for everyone. */
  readonly publics: readonly string[];
  /** Whether it is only for them. */
  readonly publicsRestricted: boolean;
  readonly ageMin: number | null;
  readonly ageMax: number | null;
  readonly gender: "women" | "men" | null;
  /** ISO 639; `lsf`, `bsl` are sign languages. */
  readonly languages: readonly string[];
  readonly accessibility: {
    readonly wheelchair: "yes" | "limited" | "no" | "unknown";
    /** `hearing-loop`, `sign-language`, `subtitles`, `quiet`, `text`. */
    readonly features: readonly string[];
  };
  readonly groupSize: GroupSize | null;
  readonly waysIn: readonly WayIn[];
  /** Whether they fetch people. */
  readonly transportProvided: boolean;
  /** Whether it is run by the people it is for. */
  readonly byAndFor: boolean;
  readonly capacity: ToldRoom;
  readonly status: "active" | "temporarily-closed" | "closed";
  readonly confirmedOn: LocalDate | null;
  /** Day of the group of its fields (hours, place, what is done) that was confirmed longest ago; null when none ever was. */
  readonly oldestConfirmedOn: LocalDate | null;
  /** First name of whom to ask for, or how one is received; null when nothing is said. */
  readonly welcome: string | null;
}
