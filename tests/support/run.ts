import {
  randomId,
  toInstant,
  type Actor,
  type AnyAction,
  type CallOf,
  type Instant,
  type OutputOf,
  type Role,
  type TenantId,
  type ControllerId,
} from "#base";
import type { BoundHandler, HttpExchange } from "#storage";
import { noExchange, runAction } from "../../src/server/run-action.ts";
import type { TestDatabase } from "./database.ts";

/** How a test calls an action. */
export interface TestCall {
  readonly actor: Actor;
  readonly key?: string | null;
  readonly version?: number;
  /** The request and the cookies sent back; none unless told. */
  readonly http?: HttpExchange;
}

/** A clock that tests move by hand. */
export interface TestClock {
  now: Instant;
}

/** Calls actions as the door does: same checks, same transaction, same audit line. */
export function actionRunner(database: TestDatabase, handlers: readonly BoundHandler[], clock: TestClock) {
  const services = {
    db: database.app,
    clock: () => clock.now,
    newId: randomId,
    receiptSecret: Buffer.alloc(32, 7),
  };
  return async <A extends AnyAction>(action: A, input: CallOf<A>, call: TestCall): Promise<OutputOf<A>> => {
    const bound = handlers.find((handler) => handler.action.name === action.name);
    if (!bound) throw new Error(`no handler for ${action.name}`);
    const { output } = await runAction(services, {
      bound,
      actor: call.actor,
      input,
      key: call.key === undefined ? randomId() : call.key,
      needsKey: true,
      version: call.version ?? null,
      http: call.http ?? noExchange(),
    });
    return output as OutputOf<A>;
  };
}

/** A clock that stands at a moment. */
export function clockAt(moment: string): TestClock {
  return { now: toInstant(new Date(moment)) };
}

/** A signed-in professional with a second factor. */
export function professional(
  tenantId: TenantId,
  controllerId: ControllerId,
  ...roles: readonly Role[]
): Actor {
  return {
    kind: "account",
    id: randomId<"account">(),
    tenantId,
    memberships: roles.map((role) => ({ tenantId, controllerId, role })),
    hasSecondFactor: true,
  };
}
