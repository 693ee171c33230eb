import type { Id, Instant, LocalDate, PersonId, TenantId } from "#base";

/** A person as the vault knows them: two ids, nothing else. */
export interface PersonRef {
  readonly tenantId: TenantId;
  readonly personId: PersonId;
}

/** Where a sealed text belongs. A text sealed for one place cannot be opened at another. */
export interface FieldPlace extends PersonRef {
  /** Table and column, as SQL spells them. */
  readonly table: string;
  readonly column: string;
  /** Id of the row; `string` because rows of every kind are sealed. */
  readonly rowId: Id<string>;
}

/** A sealed text and where it belongs. */
export interface SealedField {
  readonly place: FieldPlace;
  readonly sealed: Uint8Array;
}

/** The identity from which search tokens are made. */
export interface NamedPerson {
  readonly tenantId: TenantId;
  readonly familyName: string;
  /** One or several given names, separated by spaces, hyphens or commas. */
  readonly givenNames: string;
  /** `null` when the birth date is not known. */
  /** As far as it is known: `1942-03-04`, `1942-03` or `1942`. */
  readonly birthDate: string | null;
}

/** What somebody types to find a person. */
export interface NameSearch {
  readonly tenantId: TenantId;
  /** Names in any order, with or without accents. */
  readonly text: string;
  /** Narrows to those born that day. */
  readonly birthDate?: LocalDate;
}

/**
 * Deletes all rows of a person, in one transaction of its own; called again after a crash, so it must be harmless twice.
 * `"kept"` means that a rule of the domain forbids erasing now (an open alert, a legal hold): the erasure is closed without effect.
 * A throw leaves the erasure pending, to be resumed.
 */
export type DeleteRows = (person: PersonRef) => Promise<"deleted" | "kept">;

/** What became of erasures. */
export interface ErasureCounts {
  readonly erased: number;
  readonly kept: number;
}

/** State of the erasure ledger, to be noted in the daily anchor: a ledger cut short no longer holds this receipt. */
export interface LedgerHead {
  readonly lines: number;
  /** Receipts of the last lines (one, or several after simultaneous erasures). */
  readonly receipts: readonly string[];
}

/** Progress of a key rotation. */
export interface RotationProgress {
  readonly rewrapped: number;
  readonly total: number;
}

/** Outcome of a key rotation. */
export interface RotationResult {
  /** Version of the key-encryption key now in force. */
  readonly version: number;
  /** Slots wrapped anew by this run. */
  readonly rewrapped: number;
  /** Slots left by a process killed before it used them: no row was ever sealed with them. */
  readonly orphans: number;
}

/**
 * The vault: one data key per person, wrapped by a key-encryption key, outside the database and outside its backups.
 * Sealing and opening are synchronous (microseconds); whatever must survive a power cut is awaited.
 */
export interface Vault {
  /**
   * Makes the key of a person, durably; call it BEFORE the transaction that inserts the person commits.
   * A key without a row is harmless; a row without a key is lost. Harmless when the key exists.
   * @throws vault.personErased when the person is in the erasure ledger (a device that sends an old file again).
   */
  readonly createPersonKey: (person: PersonRef) => Promise<void>;
  /** Whether the person has a live key. */
  readonly hasPersonKey: (person: PersonRef) => boolean;
  /**
   * Seals a text of at most 102 400 UTF-16 units for one place. Twice the same text gives two different results.
   * @throws vault.keyDestroyed, vault.keyMissing, vault.textTooLong
   */
  readonly seal: (place: FieldPlace, text: string) => Uint8Array;
  /** Opens what {@link Vault.seal} gave for the same place. @throws vault.keyDestroyed, vault.keyMissing, vault.sealBroken */
  readonly open: (place: FieldPlace, sealed: Uint8Array) => string;
  /** Opens many texts, in order, unwrapping each person's key once: for lists. @throws as {@link Vault.open} */
  readonly openAll: (fields: readonly SealedField[]) => string[];
  /**
   * Search tokens (16 bytes each, without duplicates) to store for a person: exact and phonetic name parts, birth date and year.
   * Deterministic inside a territory: equal names give equal tokens, so whoever reads the table can count namesakes.
   */
  readonly personTokens: (person: NamedPerson) => Uint8Array[];
  /**
   * Tokens of a search, one group a word: a person is found when EACH group has at least one token among theirs.
   * An empty list means that nothing searchable was typed.
   */
  readonly searchTokens: (search: NameSearch) => Uint8Array[][];
  /**
   * Erases a person: line in the ledger, then rows, then key. Killed anywhere, {@link Vault.resumeErasures} completes it.
   * Call it outside any transaction.
   */
  readonly erasePerson: (
    person: PersonRef,
    now: Instant,
    deleteRows: DeleteRows,
  ) => Promise<"erased" | "kept">;
  /**
   * Only the first step of {@link Vault.erasePerson}: the line in the ledger, durably. For an action whose transaction records
   * that the person is to be erased: begin before it commits, erase after; a process killed in between is then completed by
   * {@link Vault.resumeErasures}, whose `deleteRows` answers "kept" where no such transaction was committed.
   */
  readonly beginErasure: (person: PersonRef, now: Instant) => Promise<void>;
  /** Completes erasures that were interrupted; call at each start before serving. */
  readonly resumeErasures: (now: Instant, deleteRows: DeleteRows) => Promise<ErasureCounts>;
  /** Erases again everybody in the ledger; call after each restore, before serving. Verifies the ledger first. */
  readonly replayErasures: (eachPerson: (person: PersonRef) => Promise<void>) => Promise<number>;
  /** Reads the whole ledger again. @throws vault.ledgerBroken */
  readonly verifyLedger: () => LedgerHead;
  /** Wraps every person's key anew under a new key-encryption key; killed anywhere, calling it again completes it. Readers go on. */
  readonly rotateKeys: (options: {
    readonly now: Instant;
    readonly onProgress?: (progress: RotationProgress) => void;
  }) => Promise<RotationResult>;
  /** Copies bundle and ledger (never the key file) to a new dated folder under `folder`; answers its path. */
  readonly backupKeys: (folder: string, now: Instant) => Promise<string>;
  /**
   * A secret of 32 bytes for another use of the program (signing sessions), derived from the root of the key file.
   * It stays the same when keys are rotated.
   */
  readonly secretFor: (purpose: string) => Uint8Array;
  /** Closes the files. */
  readonly close: () => void;
}
