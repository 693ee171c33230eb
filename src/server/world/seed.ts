import {
  createAccount,
  createController,
  createTerritory,
  grantMembership,
  readTerritories,
} from "#access/handlers";
import { organisationKind } from "#access";
import {
  baseErrors,
  hasPart,
  issuesOf,
  TisserError,
  type AccountId,
  type Actor,
  type ControllerId,
  type PersonId,
  type Profile,
  type Role,
  type TenantId,
} from "#base";
import { addDuty, decideInstrument, openFile, setAskingHours, setCallQueue } from "#pathway/actions";
import { gatherStatistics, withTransaction } from "#storage";
import type { z } from "zod";
import { serverErrors } from "../errors.ts";
import { runAs } from "../operator.ts";
import type { Program } from "../program.ts";
import { readJson } from "../read-json.ts";
import { inventPersons } from "./invent.ts";
import { WorldRandom } from "./random.ts";
import { checkOffers, seedOffers } from "./seed-offers.ts";
import {
  worldSchema,
  type SeededTerritory,
  type SeededWorld,
  type World,
  type WorldTerritory,
} from "./world.ts";

/** Reads a world file. @throws server.worldUnreadable with the path of each fault. */
export function readWorld(bytes: Uint8Array): World {
  try {
    const parsed = worldSchema.safeParse(readJson(bytes), { reportInput: true });
    if (parsed.success) return parsed.data;
    throw baseErrors.invalidInput({}, { issues: issuesOf(parsed.error) });
  } catch (cause) {
    const issues = cause instanceof TisserError ? cause.issues : [];
    throw serverErrors.worldUnreadable({}, { issues, cause });
  }
}

/** Tells how far a long seeding is: what, how many done, how many in all. */
export type SeedProgress = (what: "accounts" | "persons" | "offers", done: number, total: number) => void;

/**
 * Makes a world; the same world twice changes nothing. Persons and offers go through the actions that real ones go
 * through. What lies outside the profile is left out. Gives ids and credentials.
 */
export async function seedWorld(
  program: Program,
  wanted: World,
  onProgress: SeedProgress = () => {},
): Promise<SeededWorld> {
  const world = withinProfile(wanted, program.env.profile);
  const random = new WorldRandom(world.seed);
  // Rows that the directory would refuse are refused before anything is made.
  await checkOffers(program, world);
  const territories: SeededTerritory[] = [];
  for (const territory of world.territories) {
    territories.push(await new TerritorySeed(program, random, territory, onProgress).carryOut());
  }
  const offers = await seedOffers(program, world, random, (done, total) => onProgress("offers", done, total));
  await gatherAll(program);
  return { format: "tisser-seeded-world/1", territories, offers };
}

/** Without it, PostgreSQL would plan for an empty database until it looks by itself, about a minute later. */
async function gatherAll({ services }: Program): Promise<void> {
  const nowhere = { tenantId: null, controllerIds: [], actorId: null };
  await withTransaction(services.db, nowhere, (tx) => gatherStatistics(tx, null));
}

/** A world without what lies outside the profile. */
function withinProfile(world: World, profile: Profile): World {
  const [hasPersons, hasDirectory] = [hasPart(profile, "persons"), hasPart(profile, "directory")];
  const hasHealth = hasPersons && hasPart(profile, "health");
  return {
    ...world,
    territories: world.territories.map((territory) => ({
      ...territory,
      organisations: territory.organisations.map((one) => ({
        ...one,
        callQueue: hasPersons ? one.callQueue : undefined,
        onCall: hasHealth ? one.onCall : undefined,
        instruments: hasHealth ? one.instruments : [],
      })),
      persons: hasPersons ? territory.persons : [],
      generatePersons: hasPersons ? territory.generatePersons : 0,
    })),
    offers: hasDirectory ? world.offers : [],
    generateOffers: hasDirectory ? world.generateOffers : undefined,
  };
}

class TerritorySeed {
  readonly #program: Program;
  readonly #random: WorldRandom;
  readonly #territory: WorldTerritory;
  readonly #onProgress: SeedProgress;
  readonly #tenantId: TenantId;

  constructor(program: Program, random: WorldRandom, territory: WorldTerritory, onProgress: SeedProgress) {
    this.#program = program;
    this.#random = random;
    this.#territory = territory;
    this.#onProgress = onProgress;
    this.#tenantId = random.id<"tenant">(territory.slug);
  }

  async carryOut(): Promise<SeededTerritory> {
    const isNew = await this.#makeTerritory();
    const users = await this.#seedUsers(isNew);
    if (isNew) await this.#seedCallQueues();
    if (isNew) await this.#seedOnCall();
    if (isNew) await this.#seedInstruments();
    const persons = await this.#seedPersons();
    const { slug, organisations } = this.#territory;
    return {
      slug,
      id: this.#tenantId,
      organisations: organisations.map((organisation) => ({
        slug: organisation.slug,
        id: this.#organisationId(organisation.slug),
      })),
      users,
      persons,
    };
  }

  /** Territory and organisations in one transaction. Answers false when they were there. */
  async #makeTerritory(): Promise<boolean> {
    const { services } = this.#program;
    const { slug, name, country, timeZone, isDemonstration, organisations } = this.#territory;
    const now = services.clock();
    return withTransaction(
      services.db,
      { tenantId: this.#tenantId, controllerIds: [], actorId: null },
      async (tx) => {
        if ((await readTerritories(tx, [this.#tenantId])).length > 0) return false;
        await createTerritory(tx, {
          id: this.#tenantId,
          slug,
          name,
          country,
          timeZone,
          isDemonstration,
          now,
        });
        for (const organisation of organisations) {
          const kind = organisationKind.has(organisation.kind) ? organisation.kind : "other";
          const id = this.#organisationId(organisation.slug);
          await createController(tx, { tenantId: this.#tenantId, id, name: organisation.name, kind, now });
        }
        return true;
      },
    );
  }

  async #seedUsers(isNew: boolean): Promise<SeededTerritory["users"]> {
    const { users } = this.#territory;
    const seeded: SeededTerritory["users"][number][] = [];
    for (const user of users) {
      const place = [this.#territory.slug, user.slug];
      const key = this.#random.totpKey(...place);
      const account = {
        id: this.#accountId(user.slug),
        email: user.email ?? `${user.slug}@${this.#territory.slug}.example`,
        name: user.name,
        password: this.#random.password(...place),
      };
      if (isNew) await this.#makeAccount({ ...account, totpSecret: key }, user.roles);
      seeded.push({
        slug: user.slug,
        accountId: account.id,
        email: account.email,
        password: account.password,
        totpSecret: base32(Buffer.from(key)),
        roles: user.roles,
      });
      this.#onProgress("accounts", seeded.length, users.length);
    }
    return seeded;
  }

  async #makeAccount(
    account: Omit<Parameters<typeof createAccount>[1], "now" | "newId">,
    roles: WorldTerritory["users"][number]["roles"],
  ): Promise<void> {
    const { services, auth } = this.#program;
    const { clock, newId } = services;
    await createAccount(auth, { ...account, now: clock(), newId });
    await withTransaction(
      services.db,
      { tenantId: this.#tenantId, controllerIds: [], actorId: null },
      async (tx) => {
        for (const { organisation, role } of roles) {
          await grantMembership(tx, {
            id: newId(),
            tenantId: this.#tenantId,
            controllerId: this.#organisationId(organisation),
            accountId: account.id,
            role,
            since: clock(),
            grantedBy: null,
          });
        }
      },
    );
  }

  /** Sets up the queues of call-backs, as a coordinator of each organisation would. */
  async #seedCallQueues(): Promise<void> {
    for (const { slug, callQueue } of this.#territory.organisations) {
      if (callQueue === undefined) continue;
      const controllerId = this.#organisationId(slug);
      const input = { ...callQueue, controllerId, areas: callQueue.areas.join(" ") };
      await runAs(this.#program, setCallQueue, input, this.#member(controllerId, "team-coordinator"), 0);
    }
  }

  /** Puts people on call, as a coordinator of each organisation would. */
  async #seedOnCall(): Promise<void> {
    for (const { slug, onCall } of this.#territory.organisations) {
      if (onCall === undefined) continue;
      const controllerId = this.#organisationId(slug);
      const coordinator = this.#member(controllerId, "team-coordinator");
      const { askingHours, duties } = onCall;
      await runAs(this.#program, setAskingHours, { controllerId, askingHours }, coordinator, 0);
      for (const { user, hours, turn } of duties) {
        const id = this.#random.id<"on-call-duty">("duty", this.#territory.slug, slug, user);
        const duty = { id, controllerId, accountId: this.#accountId(user), hours, turn };
        await runAs(this.#program, addDuty, duty, coordinator);
      }
    }
  }

  /** Enables instruments that are off by default, as the administration of the territory would, after the on-call that they need. */
  async #seedInstruments(): Promise<void> {
    for (const { slug, instruments } of this.#territory.organisations) {
      const controllerId = this.#organisationId(slug);
      for (const { instrument, purpose, answerable } of instruments) {
        const decision = { controllerId, instrument, isEnabled: true, purpose };
        await runAs(
          this.#program,
          decideInstrument,
          { ...decision, answerableId: this.#accountId(answerable) },
          this.#member(controllerId, "territory-admin"),
        );
      }
    }
  }

  #accountId(user: string): AccountId {
    return this.#random.id<"account">("account", this.#territory.slug, user);
  }

  /** Somebody of an organisation, for what is seeded through actions. */
  #member(controllerId: ControllerId, role: Role): Actor {
    return {
      kind: "account",
      id: this.#random.id<"account">("seed") satisfies AccountId,
      tenantId: this.#tenantId,
      memberships: [{ tenantId: this.#tenantId, controllerId, role }],
      hasSecondFactor: true,
    };
  }

  async #seedPersons(): Promise<SeededTerritory["persons"]> {
    const { slug, organisations, persons, generatePersons } = this.#territory;
    const all = [...persons, ...inventPersons(this.#random, slug, organisations, generatePersons)];
    const seeded: SeededTerritory["persons"][number][] = [];
    for (const { slug: personSlug, organisation, ...fields } of all) {
      const id = this.#random.id<"person">("person", slug, personSlug);
      await this.#openFile({ id, ...fields }, this.#organisationId(organisation));
      seeded.push({ slug: personSlug, id, organisation });
      if (seeded.length % 100 === 0) this.#onProgress("persons", seeded.length, all.length);
    }
    return seeded;
  }

  /** Opens a file as a professional of the organisation would; one that exists stays as it is. */
  async #openFile(
    input: z.input<typeof openFile.input> & { readonly id: PersonId },
    controllerId: ControllerId,
  ): Promise<void> {
    const actor = this.#member(controllerId, "link-worker");
    try {
      await runAs(this.#program, openFile, input, actor);
    } catch (error) {
      if (!(error instanceof TisserError) || error.code !== "pathway.personExists") throw error;
    }
  }

  #organisationId(slug: string): ControllerId {
    return this.#random.id<"controller">("organisation", this.#territory.slug, slug);
  }
}

/** Base32 (RFC 4648) without padding, as authenticator applications take secrets. */
export function base32(bytes: Uint8Array): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}
