import { createHmac } from "node:crypto";
import {
  baseErrors,
  controllersOf,
  issuesOf,
  platformTenantId,
  type Actor,
  type AnyAction,
  type Clock,
  type Instant,
  type NewId,
  type TisserError,
} from "#base";
import {
  auditStatement,
  findReceipt,
  keepReceipt,
  withoutTransaction,
  withTransaction,
  type AuditEntry,
  type AuditNote,
  type BoundHandler,
  type Database,
  type HandlerContext,
  type HttpExchange,
  type LoadedFacts,
  type ReceiptKey,
  type Tx,
} from "#storage";
import { ownCasesIn } from "#pathway";

/** What running an action needs from the program. */
export interface RunServices {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Secret under which requests are digested for their receipts: a digest that could be guessed would outlive an erasure. */
  readonly receiptSecret: Uint8Array;
}

/** One call of an action, from whichever door. */
export interface ActionCall {
  readonly bound: BoundHandler;
  readonly actor: Actor;
  /** Input as given, not yet checked. */
  readonly input: unknown;
  /** Key that makes sending twice harmless; null when the door gave none. */
  readonly key: string | null;
  /** Whether a change without a key is refused. */
  readonly needsKey: boolean;
  /** Version that the caller saw; null when the door gave none. */
  readonly version: number | null;
  readonly http: HttpExchange;
}

/** What an action answered. */
export interface ActionResult {
  readonly output: unknown;
  /** Whether the answer was kept from an earlier, equal request. */
  readonly isRepeated: boolean;
}

/** An exchange without HTTP, for the terminal and for pages that call in process. */
export function noExchange(): HttpExchange {
  return { headers: new Headers(), setCookies: [], address: null };
}

/**
 * Runs an action: check of the input, one transaction (none for a public read), facts, permission, idempotency, version, the work, its audit
 * line, the commit, then what waits for the commit.
 * @throws TisserError the refusals of the door and of the room.
 */
export async function runAction(services: RunServices, call: ActionCall): Promise<ActionResult> {
  const { action } = call.bound;
  if (call.actor.kind === "anonymous" && !action.roles.includes("anonymous"))
    throw baseErrors.signInNeeded({});
  const parsed = action.input.safeParse(call.input, { reportInput: true });
  if (!parsed.success) throw baseErrors.invalidInput({}, { issues: issuesOf(parsed.error) });
  if (call.needsKey && keepsReceipt(action) && call.key === null) {
    throw baseErrors.idempotencyKeyNeeded({});
  }
  const effects: (() => Promise<void> | void)[] = [];
  const scope = {
    tenantId: call.actor.tenantId ?? platformTenantId,
    controllerIds: controllersOf(call.actor),
    actorId: call.actor.id,
    ownCasesIn: ownCasesIn(call.actor),
    isRead: !action.isCommand,
  };
  const cookiesBefore = call.http.setCookies.length;
  const carryOut = (db: Tx): Promise<Outcome> => {
    // A transaction may be begun again: nothing of the time before counts.
    effects.length = 0;
    call.http.setCookies.length = cookiesBefore;
    return new Run(services, call, parsed.data, db, effects).carryOut();
  };
  const outcome = action.isPublicRead
    ? await withoutTransaction(services.db, carryOut)
    : await withTransaction(services.db, scope, carryOut, ({ entry }) => entry && auditStatement(entry));
  if ("refusal" in outcome) throw outcome.refusal;
  for (const effect of effects) await effect();
  return { output: outcome.output, isRepeated: outcome.isRepeated };
}

/** Whether the answer is kept under a key, so that sending twice is harmless. */
export function keepsReceipt(
  action: Pick<AnyAction, "isCommand" | "isRepeatable" | "keepsNothing">,
): boolean {
  return action.isCommand && !action.isRepeatable && !action.keepsNothing;
}

/** Outcome of the transaction; a refusal of permission is committed, because its audit line must stay. */
type Outcome = (ActionResult | { readonly refusal: TisserError }) & {
  /** What the audit says of it; null where it says nothing. */
  readonly entry: AuditEntry | null;
};

/** The key of a request and the digest of what it asks. */
interface Claim {
  readonly of: ReceiptKey;
  readonly digest: Buffer;
}

class Run {
  readonly #call: ActionCall;
  readonly #input: unknown;
  readonly #db: Tx;
  readonly #now: Instant;
  readonly #newId: NewId;
  readonly #receiptSecret: Uint8Array;
  readonly #effects: (() => Promise<void> | void)[];
  readonly #notes: AuditNote[] = [];

  constructor(
    services: RunServices,
    call: ActionCall,
    input: unknown,
    db: Tx,
    effects: (() => Promise<void> | void)[],
  ) {
    this.#call = call;
    this.#input = input;
    this.#db = db;
    this.#now = services.clock();
    this.#newId = services.newId;
    this.#receiptSecret = services.receiptSecret;
    this.#effects = effects;
  }

  async carryOut(): Promise<Outcome> {
    const { action, implementation } = this.#call.bound;
    const loaded = (await implementation.load?.(this.#context())) ?? { facts: undefined as never };
    const refused = this.#checkPermission(loaded.facts);
    if (refused) return refused;
    const claim = this.#claim();
    const kept = claim && (await this.#findKept(claim));
    if (kept) return { output: kept.receipt, isRepeated: true, entry: null };
    this.#checkVersion(loaded);
    const answer = await implementation.run({ ...this.#context(), facts: loaded.facts });
    const output: unknown = implementation.isChecked ? answer : action.output.parse(answer);
    if (claim)
      await keepReceipt(
        this.#db,
        claim.of,
        { digest: claim.digest, status: 200, receipt: output },
        this.#now,
      );
    const isAudited = !action.keepsNothing && (action.isCommand || action.auditRead);
    return { output, isRepeated: false, entry: isAudited ? this.#entry("done") : null };
  }

  #context(): Omit<HandlerContext<unknown, never>, "facts"> {
    return {
      input: this.#input,
      actor: this.#call.actor,
      db: this.#db,
      now: this.#now,
      newId: this.#newId,
      audit: (note) => this.#notes.push(note),
      http: this.#call.http,
      afterCommit: (effect) => this.#effects.push(effect),
    };
  }

  #checkPermission(facts: never): Outcome | null {
    const { actor, bound } = this.#call;
    const verdict = bound.action.allow.check(actor, facts);
    if (verdict.allowed) return null;
    if (verdict.reason === "signInNeeded") return { refusal: baseErrors.signInNeeded({}), entry: null };
    const isAudited = actor.kind === "account" && !bound.action.keepsNothing;
    if (isAudited) this.#notes.push({ kind: "refusal", ids: [], reason: verdict.reason });
    const refusal =
      verdict.reason === "secondFactorNeeded"
        ? baseErrors.secondFactorNeeded({})
        : baseErrors.notAllowed({}, { issues: [{ path: "", code: verdict.reason }] });
    return { refusal, entry: isAudited ? this.#entry("refused") : null };
  }

  /** Under which key the answer will be kept; null when none was given or the action is carried out each time. */
  #claim(): Claim | null {
    const { actor, bound, key } = this.#call;
    if (key === null || !keepsReceipt(bound.action)) return null;
    return {
      of: {
        tenantId: actor.tenantId ?? platformTenantId,
        actor: actor.id ?? actor.kind,
        action: bound.action.name,
        key,
      },
      digest: createHmac("sha256", this.#receiptSecret).update(JSON.stringify(this.#input)).digest(),
    };
  }

  async #findKept(claim: Claim): ReturnType<typeof findReceipt> {
    const kept = await findReceipt(this.#db, claim.of);
    if (kept && !claim.digest.equals(kept.digest)) throw baseErrors.idempotencyKeyReused({});
    return kept;
  }

  #checkVersion(loaded: LoadedFacts<never>): void {
    if (!this.#call.bound.action.versioned) return;
    if (this.#call.version === null) throw baseErrors.versionNeeded({});
    if (this.#call.version !== loaded.version) throw baseErrors.versionStale({});
  }

  #entry(outcome: "done" | "refused"): AuditEntry {
    const { actor, bound } = this.#call;
    const notes = this.#notes;
    return {
      at: this.#now,
      actor,
      action: bound.action.name,
      kind: notes[0]?.kind ?? "none",
      ids: notes.flatMap((note) => note.ids),
      fields: notes.flatMap((note) => note.fields ?? []),
      ...reasonOf(notes),
      outcome,
    };
  }
}

function reasonOf(notes: readonly AuditNote[]): { readonly reason?: string } {
  const reason = notes.find((note) => note.reason !== undefined)?.reason;
  return reason === undefined ? {} : { reason };
}
