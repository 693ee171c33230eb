import {
  randomId,
  toInstant,
  type AccountId,
  type AnyAction,
  type CallOf,
  type ControllerId,
  type OutputOf,
  type Role,
  type TenantId,
} from "#base";
import {
  accessHandlers,
  createAccount,
  createAuth,
  createAuthenticator,
  createController,
  createTerritory,
  grantMembership,
  type Auth,
  type Authenticated,
  type AccessServices,
  type EmergencyFiles,
  type Notice,
} from "#access/handlers";
import { runAction } from "../../src/server/run-action.ts";
import { totpAt } from "../../src/access/sign-in/totp.ts";
import type { BoundHandler } from "#storage";
import { vi } from "vitest";
import type { TestDatabase } from "./database.ts";

/** Password of every account of these tests. */
export const password = "quatre mots sans lien";
/** Key of the authenticator of every account of these tests. */
export const totpSecret = "abcdefghijklmnopqrstuvwxyz012345";

/** Stands for the vault: what is kept of a reason is not the text. */
export const testSeals: Pick<EmergencyFiles, "sealReason" | "openReason"> = {
  sealReason: (_opening, reason) => Buffer.from(Buffer.from(reason).toString("base64")),
  openReason: (_opening, sealed) => Buffer.from(Buffer.from(sealed).toString(), "base64").toString(),
};

/** Sign-in on a database, with a clock moved by hand, and browsers that keep cookies. */
export interface AccessWorld {
  readonly auth: Auth;
  readonly handlers: readonly BoundHandler[];
  /** E-mails sent. */
  readonly notices: Notice[];
  readonly now: () => ReturnType<typeof toInstant>;
  /** Moves the clock of program and libraries alike. */
  readonly wait: (seconds: number) => void;
  readonly code: () => Promise<string>;
  readonly browser: (address?: string) => Browser;
  readonly territory: (name: string) => Promise<{ tenantId: TenantId; controllerId: ControllerId }>;
  readonly member: (
    place: { tenantId: TenantId; controllerId: ControllerId },
    email: string,
    ...roles: readonly Role[]
  ) => Promise<AccountId>;
}

/** Somebody's browser. */
export interface Browser {
  readonly cookies: Map<string, string>;
  readonly address: string;
  readonly who: () => Promise<Authenticated>;
  readonly do: <A extends AnyAction>(action: A, input: CallOf<A>) => Promise<OutputOf<A>>;
}

/** Makes a world; `Date` of the whole test file follows its clock. */
export function accessWorld(
  database: TestDatabase,
  options: {
    readonly baseUrl?: string;
    readonly files?: EmergencyFiles;
    readonly openLoops?: NonNullable<AccessServices["openLoops"]>;
  } = {},
): AccessWorld {
  const baseUrl = options.baseUrl ?? "http://localhost:8080";
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T08:30:00Z") });
  const now = (): ReturnType<typeof toInstant> => toInstant(new Date());
  const auth = createAuth({ db: database.auth, secret: "s".repeat(40), baseUrl, newId: randomId });
  const authenticate = createAuthenticator({ auth, db: database.app });
  const notices: Notice[] = [];
  const handlers = accessHandlers({
    auth,
    baseUrl,
    notify: async (notice) => void notices.push(notice),
    files: options.files ?? null,
    openLoops: options.openLoops ?? null,
  });
  const services = { db: database.app, clock: now, newId: randomId, receiptSecret: Buffer.alloc(32, 7) };
  const browser = (address = "192.0.2.7"): Browser => {
    const cookies = new Map<string, string>();
    const headers = (): Headers =>
      new Headers({
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        "user-agent": "Essai/1",
      });
    const keep = (setCookies: readonly string[]): void => {
      for (const line of setCookies) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === "" || /max-age=0(;|$)/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
    };
    const who = async (): Promise<Authenticated> => {
      const found = await authenticate(headers(), address, now());
      keep(found.setCookies);
      return found;
    };
    return {
      cookies,
      address,
      who,
      do: async (action, input) => {
        const bound = handlers.find((handler) => handler.action.name === action.name);
        if (!bound) throw new Error(`no handler for ${action.name}`);
        const { actor } = await who();
        const http = { headers: headers(), setCookies: [] as string[], address };
        const call = { bound, actor, input, key: randomId(), needsKey: true, version: null, http };
        const { output } = await runAction(services, call);
        keep(http.setCookies);
        return output as never;
      },
    };
  };
  return {
    auth,
    handlers,
    notices,
    now,
    wait: (seconds) => void vi.setSystemTime(Date.now() + seconds * 1000),
    code: () => totpAt(totpSecret, now()),
    browser,
    territory: async (name) => {
      const tenantId = randomId<"tenant">();
      const controllerId = randomId<"controller">();
      await database.as({}, async (tx) => {
        await createTerritory(tx, {
          id: tenantId,
          slug: name.toLowerCase(),
          name,
          country: "FR",
          timeZone: "Europe/Paris",
          isDemonstration: true,
          now: now(),
        });
        await createController(tx, {
          tenantId,
          id: controllerId,
          name: `Maison ${name}`,
          kind: "association",
          now: now(),
        });
      });
      return { tenantId, controllerId };
    },
    member: async (place, email, ...roles) => {
      const id = randomId<"account">();
      await createAccount(auth, {
        id,
        email,
        name: "Ana Vidal-Essai",
        password,
        totpSecret,
        now: now(),
        newId: randomId,
      });
      for (const role of roles) {
        await database.as({}, (tx) =>
          grantMembership(tx, {
            ...place,
            id: randomId(),
            accountId: id,
            role,
            since: now(),
            grantedBy: null,
          }),
        );
      }
      return id;
    },
  };
}
