import type {
  AccountId,
  Actor,
  ControllerId,
  GeoPoint,
  Id,
  Instant,
  LocalDate,
  Locale,
  PersonId,
  TenantId,
} from "#base";
import type { CapacityStatus, OfferKind, OfferType } from "#directory";
import type { Tx, Vault } from "#storage";

/** A read that only an emergency opening can allow. */
export interface EmergencyRead {
  readonly actor: Actor;
  readonly personId: PersonId;
  readonly action: string;
  readonly now: Instant;
}

/** What the pathway must know of an offer. */
export interface OfferFacts {
  readonly id: Id<"offer">;
  readonly name: string;
  readonly kind: OfferKind;
  /** Null when nobody told. */
  readonly type: OfferType | null;
  /** Organisation of the directory that makes it. */
  readonly organizationId: Id<"organization"> | null;
  readonly organizationName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly categories: readonly string[];
  readonly interventions: readonly string[];
  /** Whether there is room, as the organisation says. */
  readonly capacity: CapacityStatus;
  /** Day on which it said so; null when it is not known. */
  readonly roomToldOn: LocalDate | null;
}

/** Mean of a score in a population, points, and from which survey it is known. */
export interface SurveyMean {
  readonly mean: number;
  readonly survey: string;
  readonly isSynthetic: boolean;
}

/** What the pathway needs from the program. */
export interface PathwayServices {
  readonly vault: Vault;
  /**
   * Lets this transaction reach the file that the account opened in an emergency, while the opening is in force, and notes
   * the read; answers the file's organisation, else null.
   */
  readonly emergencyOpening: (db: Tx, read: EmergencyRead) => Promise<ControllerId | null>;
  /** Notes durably that an erasure begins, so that a process killed after the commit is completed at the next start. */
  readonly beginErasure: (tenantId: TenantId, keyId: PersonId) => Promise<void>;
  /** Erases a person for good: ledger, rows, key. Outside any transaction. */
  readonly erasePerson: (tenantId: TenantId, keyId: PersonId) => Promise<void>;
  /** Address of the site without final slash, for links. */
  readonly baseUrl: string;
  /** An offer of the directory; null when there is none of that id. */
  readonly findOffer: (db: Tx, id: Id<"offer">) => Promise<OfferFacts | null>;
  /** Name of an organisation of the territory in force; null when it is out of reach. */
  readonly organisationName: (db: Tx, id: ControllerId) => Promise<string | null>;
  /** Centre of a commune by its code; null when it is not known. */
  readonly centreOfTown: (code: string) => GeoPoint | null;
  /**
   * Mean score of an instrument in the population, from the survey of the territory; an invented survey counts in a
   * territory of demonstration only. Null when there is none.
   */
  readonly populationMean: (db: Tx, tenantId: TenantId, instrument: string) => Promise<SurveyMean | null>;
  /** Whether the profile in force holds health items: without it, questionnaires about health do not exist. */
  readonly hasHealth: boolean;
  /** Names of accounts, of those that are still there. */
  readonly accountNames: (ids: readonly AccountId[]) => Promise<ReadonlyMap<AccountId, string>>;
  /** A file that a form brought, by the id under which its door wrote it; null when there is none. */
  readonly readUpload: (uploadId: string) => Promise<Uint8Array | null>;
  /** The sentence of a key in a language, for what leaves the pages. */
  readonly sentence: (
    locale: Locale,
    key: string,
    params?: Readonly<Record<string, string | number>>,
  ) => string;
  /** Wakes the work of timers: something is due at once. */
  readonly wakeTimers: () => void;
}

/** Time zone of the country pack, for ages and days. */
export const timeZone = "Europe/Paris";
