import { randomId, type AccountId, type Role, type TenantId } from "#base";
import { sql } from "kysely";
import { afterAll, vi } from "vitest";
import { grantMembership } from "../../src/access/handlers.ts";
import { acceptReset, resetAccount } from "../../src/access/reset/actions.ts";
import { signIn } from "../../src/access/sign-in/actions.ts";
import { accessWorld, password, type AccessWorld, type Browser } from "./access.ts";
import { freshDatabase } from "./database.ts";

/** How a link answers that opens nothing, for whatever reason. */
export const unusable = { code: "access.linkUnusable", status: 410 };
/** The password that whoever follows a link chooses, unless told otherwise. */
export const newPassword = "cinq autres mots bien longs";

/** The token of a link, empty when there is none. */
export const tokenOf = (link: string | null): string => link?.split("/nouveau-mot-de-passe/")[1] ?? "";

/** Two territories with their administrators, and link workers whose accounts are reset. */
export async function resetWorld() {
  const database = await freshDatabase();
  const world: AccessWorld = accessWorld(database);
  afterAll(() => void vi.useRealTimers());
  const here = await world.territory("Ici");
  const there = await world.territory("La-bas");
  const adminId = await world.member(here, "admin@essai.test", "territory-admin");
  await world.member(here, "dpo@essai.test", "data-protection-officer");
  await world.member(here, "coord@essai.test", "team-coordinator");
  await world.member(there, "autre@essai.test", "territory-admin");

  /** Signs in fully, with a code not used yet. */
  async function enter(email: string, browser: Browser = world.browser()): Promise<Browser> {
    world.wait(60);
    await browser.do(signIn, { email, password, code: await world.code() });
    return browser;
  }

  let count = 0;

  /** A link worker of a territory, new in each test. */
  async function member(place = here): Promise<{ email: string; id: AccountId; membershipId: string }> {
    const email = `relie${++count}@essai.test`;
    const id = await world.member(place, email, "link-worker");
    return { email, id, membershipId: await membershipOf(id, place.tenantId) };
  }

  async function membershipOf(accountId: AccountId, tenantId: TenantId): Promise<string> {
    const { rows } = await database.as({ tenantId }, (tx) =>
      sql<{ id: string }>`select id from membership where account_id = ${accountId}`.execute(tx),
    );
    return rows[0]?.id ?? "";
  }

  async function worksThere(accountId: AccountId, role: Role = "analyst"): Promise<string> {
    const grant = { ...there, id: randomId(), accountId, role, since: world.now(), grantedBy: null };
    return database.as({}, (tx) => grantMembership(tx, grant));
  }

  async function linkFor(membershipId: string): Promise<string> {
    const admin = await enter("admin@essai.test");
    return tokenOf((await admin.do(resetAccount, { membershipId })).link);
  }

  const accept = (token: string, wanted = newPassword) =>
    world.browser().do(acceptReset, { token, password: wanted });

  return {
    database,
    world,
    here,
    there,
    adminId,
    enter,
    member,
    membershipOf,
    worksThere,
    linkFor,
    accept,
    /** Before each test: no delay of an earlier one, and time has gone by. */
    reset: async () => {
      await sql`delete from auth.throttle`.execute(database.auth);
      world.wait(120);
    },
  };
}
