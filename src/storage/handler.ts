import type { Actor, AnyAction, FactsOf, InputOf, Instant, NewId, OutputOf } from "#base";
import type { Tx } from "./database.ts";

/** What the audit line adds to actor, action and time: ids and names of fields, never values. */
export interface AuditNote {
  /** Kind of the thing touched, for instance `person`. */
  readonly kind: string;
  /** Ids of the things read or changed. */
  readonly ids: readonly string[];
  /** Names of the fields read or changed. */
  readonly fields?: readonly string[];
  /** Code of the reason given, for break-glass and refusals. */
  readonly reason?: string;
}

/** The little that an action may know of HTTP: the headers received, and cookies to send back. */
export interface HttpExchange {
  readonly headers: Headers;
  /** Values of `Set-Cookie` headers to send. */
  readonly setCookies: string[];
  /** Address of the caller, for throttling; null at the terminal. */
  readonly address: string | null;
}

/** What a handler receives. It works inside one transaction, in which the audit line is written too. */
export interface HandlerContext<Input, Facts> {
  readonly input: Input;
  readonly actor: Actor;
  readonly db: Tx;
  readonly now: Instant;
  readonly newId: NewId;
  readonly facts: Facts;
  /** Says what was read or changed; may be called several times. */
  readonly audit: (note: AuditNote) => void;
  /** The request that carried the action; empty at the terminal. For sign-in only: everything else comes by `input`. */
  readonly http: HttpExchange;
  /** Runs after the transaction was committed, for what must not happen when it was not (closing a key, waking an index). */
  readonly afterCommit: (effect: () => Promise<void> | void) => void;
}

/** Facts for the permission rule, and the version of the thing to change when the action is versioned. */
export interface LoadedFacts<Facts> {
  readonly facts: Facts;
  /** Version now stored; compared with the one the caller saw. */
  readonly version?: number;
}

/** How an action is carried out. */
export interface Implementation<A extends AnyAction> {
  /** Loads the facts of the permission rule, in the transaction. Throws the room's not-found error alike for unknown and foreign ids. */
  readonly load?: (
    context: Omit<HandlerContext<InputOf<A>, never>, "facts">,
  ) => Promise<LoadedFacts<FactsOf<A>>>;
  /** Does it. */
  readonly run: (context: HandlerContext<InputOf<A>, FactsOf<A>>) => Promise<OutputOf<A>>;
  /** Whether the parts of its answer were checked when they were made and kept: the whole is then not checked once more. */
  readonly isChecked?: boolean;
}

/** An action with its implementation, its types forgotten: what the server keeps in its list. */
export interface BoundHandler {
  readonly action: AnyAction;
  readonly implementation: Implementation<AnyAction>;
}

/** Ties an action to its implementation, checking the types of both. */
export function handle<A extends AnyAction>(action: A, implementation: Implementation<A>): BoundHandler {
  return { action, implementation: implementation };
}
