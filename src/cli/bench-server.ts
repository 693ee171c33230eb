import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { townAt, townIndex } from "#directory/handlers";
import { runLoad, type LoadFigures, type WireRequest } from "./load.ts";
import { thisMachine, type Machine } from "./machine.ts";
import {
  processorTime,
  residentMiB,
  runOwnCommand,
  startOwnServer,
  stopOwnServer,
  type ProcessorTime,
} from "./own-server.ts";
import { totpNow } from "./totp.ts";

/** Figures of `bench server`. */
export interface ServerFigures {
  readonly persons: number;
  readonly offers: number;
  readonly scenarios: readonly ScenarioFigures[];
  /** Resident memory of Node after the scenarios, mebibytes. */
  readonly rssMiB: number | null;
  /** Resident memory of Node each minute of the long mix; empty without `--soak`. */
  readonly soakRssMiB: readonly number[];
  readonly machine: Machine;
}

/** Figures of one scenario. */
export interface ScenarioFigures extends LoadFigures {
  readonly name: string;
  /** Milliseconds of processor time for each answer; steadier than answers a second on a busy machine. */
  readonly processorMs: ProcessorTime | null;
}

/** Départements of the region whose towns of ten thousand inhabitants and more have the offers (Auvergne-Rhône-Alpes). */
const departements = new Set(["01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74"]);

/** Code and postcode of those towns. */
function benchTowns(): readonly (readonly [code: string, postcode: string])[] {
  const { table } = townIndex();
  return table.codes.flatMap((_, row) => {
    const { code, departement, population, postcodes } = townAt(table, row);
    const isOne = departements.has(departement) && (population ?? 0) >= 10_000;
    return isOne && postcodes[0] !== undefined ? [[code, postcodes[0]] as const] : [];
  });
}

/**
 * Measures a server with a world of persons and offers: public search as JSON and as a page, audited reads of a caseload,
 * recorded screenings, each apart, then a mix 70/20/10. Limits of requests are raised by the option of the environment.
 * Options  --persons 10000 --offers 20000 --connections 16 --seconds 10 --soak MINUTES (0)  --folder FOLDER (a world kept there
 * is made once and measured again; it decides on persons and offers)
 */
export async function benchServer(options: readonly string[]): Promise<ServerFigures> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      persons: { type: "string", default: "10000" },
      offers: { type: "string", default: "20000" },
      connections: { type: "string", default: "16" },
      seconds: { type: "string", default: "10" },
      soak: { type: "string", default: "0" },
      folder: { type: "string" },
    },
  });
  const size = { persons: Number(values.persons), offers: Number(values.offers) };
  const folder = values.folder ?? mkdtempSync(join(tmpdir(), "tisser-bench-"));
  const variables = { DATA_DIR: join(folder, "data"), RATE_LIMIT: "100000000" };
  try {
    const seeded = await seedBenchWorld(folder, size, variables);
    const server = await startOwnServer(variables.DATA_DIR, variables);
    try {
      const cookie = await signIn(server.port, seeded.worker);
      const requests = requestsOf(cookie, seeded.personIds);
      const load = (name: keyof typeof requests, seconds: number) =>
        runLoad({
          port: server.port,
          connections: Number(values.connections),
          milliseconds: seconds * 1000,
          next: requests[name],
        });
      const scenarios: ServerFigures["scenarios"][number][] = [];
      for (const name of Object.keys(requests) as (keyof typeof requests)[]) {
        await load(name, 2);
        const before = processorTime(server, variables.DATA_DIR);
        const figures = await load(name, Number(values.seconds));
        const after = processorTime(server, variables.DATA_DIR);
        scenarios.push({ name, ...figures, processorMs: perAnswer(before, after, figures.answers) });
      }
      const rssMiB = residentMiB(server.child.pid);
      const soakRssMiB: number[] = [];
      for (let minute = 0; minute < Number(values.soak); minute += 1) {
        const { errors } = await load("mix", 60);
        if (errors > 0) throw new Error(`${errors} errors in minute ${minute + 1} of the soak`);
        soakRssMiB.push(residentMiB(server.child.pid) ?? 0);
      }
      return { ...size, scenarios, rssMiB, soakRssMiB, machine: thisMachine() };
    } finally {
      await stopOwnServer(server);
    }
  } finally {
    if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function perAnswer(
  before: ProcessorTime | null,
  after: ProcessorTime | null,
  answers: number,
): ProcessorTime | null {
  if (before === null || after === null || answers === 0) return null;
  const each = (milliseconds: number): number => Math.round((milliseconds / answers) * 100) / 100;
  return { node: each(after.node - before.node), database: each(after.database - before.database) };
}

interface BenchUser {
  readonly email: string;
  readonly password: string;
  readonly totpSecret: string;
}

interface BenchWorld {
  readonly worker: BenchUser;
  readonly personIds: readonly string[];
}

async function seedBenchWorld(
  folder: string,
  { persons, offers }: { readonly persons: number; readonly offers: number },
  variables: Readonly<Record<string, string>>,
): Promise<BenchWorld> {
  const world = {
    format: "tisser-world/1",
    seed: "bench",
    territories: [
      {
        slug: "bench",
        name: "Bench territory",
        organisations: [{ slug: "ccas", name: "Bench social centre", kind: "social-centre" }],
        users: [
          {
            slug: "lien",
            name: "Bench link worker",
            roles: [{ organisation: "ccas", role: "link-worker" }],
          },
        ],
        persons: [],
        generatePersons: persons,
      },
    ],
    offers: [],
    generateOffers: { count: offers, townCodes: benchTowns().map(([code]) => code) },
  };
  const [file, out] = [join(folder, "world.json"), join(folder, "seeded.json")];
  if (!existsSync(out)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(world));
    await runOwnCommand(["seed", "--world", file, "--out", out], variables);
  }
  const seeded = JSON.parse(readFileSync(out, "utf8")) as {
    readonly territories: readonly {
      readonly users: readonly BenchUser[];
      readonly persons: readonly { readonly id: string }[];
    }[];
  };
  const [territory] = seeded.territories;
  const [worker] = territory?.users ?? [];
  if (!territory || !worker) throw new Error("the world of the bench has no worker");
  return { worker, personIds: territory.persons.map(({ id }) => id) };
}

/** Signs in by the API with both factors; gives the value of the `Cookie` header. */
async function signIn(port: number, { email, password, totpSecret }: BenchUser): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/access/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password, code: await totpNow(totpSecret) }),
  });
  if (!response.ok) throw new Error(`sign-in answered ${response.status}`);
  return response.headers
    .getSetCookie()
    .filter((cookie) => !/max-age=0/i.test(cookie))
    .map((cookie) => cookie.split(";")[0] ?? "")
    .join("; ");
}

/** A generator of numbers that is the same in every run (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function requestsOf(cookie: string, personIds: readonly string[]) {
  const random = randomOf(20_261_128);
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(random() * list.length)];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  };
  const towns = benchTowns();
  const categories = ["", "&category=listen", "&category=gather", "&category=support"];
  const search = (): WireRequest => ({
    method: "GET",
    path: `/api/v1/directory/offers?town=${pick(towns)[0]}${pick(categories)}&radiusKm=${pick([5, 10, 20])}`,
  });
  const page = (): WireRequest => ({
    method: "GET",
    path: `/chercher?ou=${encodeURIComponent(pick(towns)[1])}`,
  });
  const caseload = (): WireRequest => ({
    method: "GET",
    path: `/api/v1/pathway/persons?page=${1 + Math.floor(random() * 100)}`,
    headers: { cookie },
  });
  const screening = (): WireRequest => ({
    method: "POST",
    path: `/api/v1/pathway/persons/${pick(personIds)}/screenings`,
    headers: { cookie, "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify({
      id: randomUUID(),
      instrument: "ucla3",
      mode: "in-person",
      answers: { "ucla3-1": pick([1, 2, 3]), "ucla3-2": pick([1, 2, 3]), "ucla3-3": pick([1, 2, 3]) },
    }),
  });
  const mix = (): WireRequest => {
    const share = random();
    return share < 0.7 ? search() : share < 0.9 ? caseload() : screening();
  };
  return { searchJson: search, searchPage: page, caseload, screening, mix };
}
