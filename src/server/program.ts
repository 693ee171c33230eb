import { join } from "node:path";
import { randomId, type PersonId, type TenantId } from "#base";
import { authenticator, makeAuth, emergencyOpening } from "#access/handlers";
import { erasePersonRows } from "#pathway/handlers";
import {
  openStore,
  openVault,
  withTransaction,
  type BoundHandler,
  type PersonRef,
  type Store,
  type StoreLog,
  type Vault,
} from "#storage";
import { systemClock } from "./clock.ts";
import type { DoorServices } from "./door.ts";
import type { Environment } from "./env.ts";
import { makeMessenger, type Messenger } from "./messenger.ts";
import { handlersOf } from "./rooms.ts";

/** The program put together: what the server and the terminal both work with. */
export interface Program {
  readonly env: Environment;
  readonly store: Store;
  readonly vault: Vault;
  readonly services: DoorServices;
  readonly handlers: readonly BoundHandler[];
  readonly messenger: Messenger;
  /** Deletes the rows of an erased person; what the vault calls when it completes or replays an erasure. */
  readonly deleteRows: (person: PersonRef) => Promise<"deleted">;
  /** Tells on which port the site answers, once it is known. */
  readonly setPort: (port: number) => void;
  readonly close: () => Promise<void>;
}
