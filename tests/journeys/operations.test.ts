import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { send } from "../support/api.ts";
import {
  makeInstallation,
  seededPerson,
  seededUser,
  type Installation,
  type Served,
} from "../support/installation.ts";
import type { CommandResult } from "../support/command.ts";
import { signIn, type SeededTerritory } from "../support/session.ts";
import { root } from "../support/source-tree.ts";

const world = join(root, "examples/world-two-territories.json");
const reportFields = [
  "closed",
  "created",
  "duplicates",
  "edition",
  "isDryRun",
  "read",
  "refused",
  "source",
  "unchanged",
  "updated",
  "warnings",
];
const isLong = process.env["OPERATIONS_LONG"] === "1";
/** One source in the daily suite, all of them with `OPERATIONS_LONG=1`: each has its own tests in its folder. */
const sources = isLong
  ? ["auvergne-rhone-alpes-est", "bus-france-services-charente", "demonstration", "gironde"]
  : ["gironde"];

let place: Installation;
/** Runs from the beginning until the test that stops it. */
let server: Served;
let territories: readonly SeededTerritory[];

beforeAll(async () => {
  place = await makeInstallation();
  territories = await place.seed("world-two-territories.json");
  server = await place.start();
});
afterAll(async () => place.remove());

/** Rows of each table that holds anything of ours. */
async function countRows(installation: Installation): Promise<Readonly<Record<string, number>>> {
  return installation.inDatabase(async (admin) => {
    const { rows: tables } = await sql<{ name: string }>`
      select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
      where schemaname in ('public', 'auth') order by 1`.execute(admin);
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.raw(name)}`.execute(
        admin,
      );
      counts[name] = Number(rows[0]?.count);
    }
    return counts;
  });
}

/** Checks that a command refused with a code, one sentence, and nothing of the inside. */
function expectRefusal({ code, stdout, stderr }: CommandResult, errorCode: string): void {
  expect(stderr).toContain(`(${errorCode})`);
  expect(stderr).not.toMatch(/\n\s+"?at |causeAt|node_modules/);
  expect(stdout).toBe("");
  expect(code).toBe(1);
}

describe("a world", () => {
  it("seeded twice gives the same ids, passwords and secrets, and changes nothing", async () => {
    const first = JSON.parse(readFileSync(join(place.folder, "seeded.json"), "utf8"));
    const before = await countRows(place);
    const again = join(place.folder, "again.json");
    expect((await place.run("seed", "--world", world, "--out", again)).code).toBe(0);
    const second = JSON.parse(readFileSync(again, "utf8"));
    expect(second.territories).toEqual(first.territories);
    expect(first.offers).toEqual({ created: 500, updated: 0, unchanged: 0 });
    expect(second.offers).toEqual({ created: 0, updated: 0, unchanged: 500 });
    const after = await countRows(place);
    const bookkeeping = ["public.audit_entry", "public.source_edition"];
    for (const name of bookkeeping) delete (before as Record<string, number>)[name];
    expect(after).toMatchObject(before);
    expect(before["public.person"]).toBe(68);
  });

  const edits: readonly (readonly [string, (text: string) => string, string])[] = [
    ["an unknown field", (text) => text.replace("{", '{ "colour": "blue",'), "colour: unknownProperty"],
    [
      "a person of an organisation that is not there",
      (text) => text.replace(/("slug": "odette",\s+"organisation": )"ccas"/, '$1"nobody"'),
      "territories.0.persons.0.organisation: unknownOrganisation",
    ],
    [
      "a role in an organisation that is not there",
      (text) => text.replace(/"organisation": "mission",\s+"role"/, '"organisation": "nobody", "role"'),
      "unknownOrganisation",
    ],
    ["a slug that stands twice", (text) => text.replace('"slug": "yanis"', '"slug": "odette"'), "duplicate"],
    ["broken JSON", (text) => text.slice(0, 500), "notJson"],
    [
      "an offer of a town that is not there",
      (text) =>
        text.replace(/"offers": \[/, '"offers": [{ "slug": "x", "name": "Nulle part", "townCode": "99999" }'),
      "offers.0.",
    ],
  ];

  it("with a fault is refused, naming it, and nothing of it is made", async () => {
    const empty = await makeInstallation();
    await empty.run("migrate");
    const before = await countRows(empty);
    await empty.inDatabase(async () => {
      const text = readFileSync(world, "utf8");
      const seedEdited = async ([name, edit, fault]: (typeof edits)[number], position: number) => {
        const file = join(empty.folder, `world-${position}.json`);
        expect(edit(text), name).not.toBe(text);
        writeFileSync(file, edit(text));
        const result = await empty.run("seed", "--world", file);
        expectRefusal(result, "server.worldUnreadable");
        expect(result.stderr, name).toContain(fault);
      };
      await Promise.all((isLong ? edits : edits.slice(0, 3)).map(seedEdited));
      const absent = join(empty.folder, "none.json");
      expectRefusal(await empty.run("seed", "--world", absent), "server.fileUnusable");
    });
    const after = await countRows(empty);
    expect(after["public.territory"]).toBe(0);
    expect(after["public.service"]).toBe(before["public.service"]);
    await empty.remove();
  });
});

describe("import", () => {
  const importFile = async (...args: readonly string[]): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await place.run("import", ...args);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  const importSamples = async (...options: readonly string[]) =>
    Promise.all(
      sources.map(async (source) =>
        importFile(source, join(root, "src/exchange/sources", source, "sample.json"), ...options),
      ),
    );

  it("of each source's sample: a dry run changes nothing, a second time neither", async () => {
    const before = await countRows(place);
    const dry = await importSamples("--dry-run");
    const unchanged = await countRows(place);
    for (const table of ["organization", "location", "service", "service_at_location", "source_edition"])
      expect(unchanged[`public.${table}`], table).toBe(before[`public.${table}`]);
    const first = await importSamples();
    const second = await importSamples();
    for (const [position, source] of sources.entries()) {
      const [tried, done, again] = [dry[position] ?? {}, first[position] ?? {}, second[position] ?? {}];
      expect(done).toEqual({ ...tried, isDryRun: false, duplicates: done["duplicates"] });
      expect(Object.keys(done).toSorted()).toEqual(reportFields);
      expect(done).toMatchObject({ source, updated: 0, unchanged: 0 });
      expect(Number(done["created"])).toBeGreaterThan(0);
      const { created, refused } = done;
      expect(again).toMatchObject({ created: 0, updated: 0, unchanged: created, refused });
    }
  });

  it("of town centres says row by row what it took", async () => {
    const file = join(place.folder, "communes.csv");
    writeFileSync(file, "code,lon,lat\n73065,5.92,45.57\n99999,1,1\n33063,,\n");
    const dry = await importFile("communes", file, "--dry-run");
    const first = await importFile("communes", file);
    expect(first).toEqual(dry);
    expect(first).toMatchObject({ source: "communes", read: 3, created: 1, updated: 0, unchanged: 0 });
    expect(first["refused"]).toMatchObject([{ row: 3, field: "code", code: "unknownTown" }]);
    expect(await importFile("communes", file)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  });

  it("of what cannot be imported is refused in one sentence", async () => {
    const sample = join(root, "src/exchange/sources/gironde/sample.json");
    const refusals = [
      ["nowhere", sample, "exchange.sourceUnknown"],
      ["gironde", join(place.folder, "none.json"), "server.fileUnusable"],
      ["gironde", place.folder, "server.fileUnusable"],
      ["gironde", world, "exchange.feedNotAList"],
    ] as const;
    await Promise.all(
      refusals.map(async ([source, file, code]) =>
        expectRefusal(await place.run("import", source, file), code),
      ),
    );
    expect((await place.run("import", "gironde")).code).toBe(2);
    const unknown = await place.run("import", "instrument", sample, "--territory", "nowhere");
    expectRefusal(unknown, "server.territoryUnknown");
    expect(unknown.stderr).toContain("haute-clairiere, val-dargence");
  });
});

describe("settings and folders that cannot be", () => {
  it("refuse in one sentence, and leave nothing running", async () => {
    const cases = [
      ["PORT", { PORT: "abc" }, "server.badEnvironment"],
      ["DATABASE_ADMIN_URL", { DATABASE_URL: "postgres://nobody@localhost/x" }, "server.badEnvironment"],
      ["PROFILE", { PROFILE: "x" }, "server.badEnvironment"],
      ["OUTBOX_DIR", { NODE_ENV: "production" }, "server.outboxInProduction"],
    ] as const;
    const elsewhere = await makeInstallation();
    const results = await Promise.all(cases.map(([, variables]) => elsewhere.runWith(variables, "serve")));
    for (const [position, [name, , code]] of cases.entries()) {
      const result = results[position] as CommandResult;
      expectRefusal(result, code);
      expect(result.stderr).toContain(name);
      expect(result.stderr.trim().split("\n")).toHaveLength(1);
    }
    expect(existsSync(elsewhere.dataDir)).toBe(false);
    await elsewhere.remove();
  });

  it("a second server on the same folder names the port and the process of the first", async () => {
    const result = await place.runWith({ PORT: "0" }, "serve");
    expectRefusal(result, "storage.alreadyServing");
    expect(result.stderr).toContain(String(server.pid));
    expect(result.stderr.replaceAll(/[,\s]/g, "")).toContain(new URL(server.baseUrl).port);
    const elsewhere = await makeInstallation({ PORT: new URL(server.baseUrl).port });
    const busy = await elsewhere.run("serve");
    expect(busy.code).toBe(1);
    expect(busy.stderr).toContain("(server.portBusy)");
    expect(elsewhere.databaseProcesses()).toEqual([]);
    await elsewhere.remove();
  });
});

describe("a new key of keys", () => {
  it("may be made, killed and made again while readers read: none of them notices", async () => {
    const cookie = await signIn(server, seededUser(territories, "val-dargence", "lien"));
    const id = seededPerson(territories, "val-dargence", "odette");
    const reading = startReader(server, `/api/v1/pathway/persons/${id}`, cookie);
    for (const milliseconds of isLong ? [700, 900, 1100, 1300, 1500, 1700, 1900, 2100] : [1000, 1400]) {
      const rotation = place.begin("keys", "rotate");
      await pause(milliseconds);
      rotation.kill("SIGKILL");
    }
    for (let turn = 0; turn < 2; turn += 1) {
      const { code, stderr } = await place.run("keys", "rotate");
      expect(code, stderr).toBe(0);
    }
    const { read, failed } = await reading.end();
    expect(failed).toEqual([]);
    expect(read).toBeGreaterThan(50);
    const file = JSON.parse((await place.run("export", id)).stdout);
    expect(JSON.stringify(file)).toContain("Vernay");
  });
});

function startReader(server: Served, path: string, cookie: string) {
  const failed: string[] = [];
  const stopping = new AbortController();
  let read = 0;
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const answer = await send(server, { method: "GET", path, headers: { cookie } });
      if (answer.status === 200 && answer.text.includes("Odette")) read += 1;
      else failed.push(`${answer.status} ${answer.text}`);
      await pause(5);
    }
  })();
  return {
    end: async () => {
      stopping.abort();
      await loop;
      return { read, failed };
    },
  };
}

describe("stopping", () => {
  it("lets a slow request end, stops within ten seconds and leaves no database running", async () => {
    const cookie = await signIn(server, seededUser(territories, "val-dargence", "coordination"));
    const slow = await place.inDatabase(async (admin) => {
      const locked = await admin.transaction().execute(async (tx) => {
        await sql`lock table person in access exclusive mode`.execute(tx);
        const answer = send(server, { method: "GET", path: "/api/v1/pathway/persons", headers: { cookie } });
        await pause(500);
        const stopping = server.stop();
        await pause(1500);
        return { answer, stopping };
      });
      return { status: (await locked.answer).status, stopped: await locked.stopping };
    });
    expect(slow.status).toBe(200);
    expect(slow.stopped.code).toBe(0);
    expect(slow.stopped.milliseconds).toBeGreaterThan(1400);
    expect(slow.stopped.milliseconds).toBeLessThan(10_000);
    expect(place.databaseProcesses()).toEqual([]);
  });
});

describe("a person's rights and a backup", () => {
  // Commands without a server start the database and stop it again: none may leave it running.
  afterEach(() => expect(place.databaseProcesses()).toEqual([]));

  it("the erased do not come back with a backup from before; everybody else does", async () => {
    const backups = join(place.folder, "backups é");
    const [erased, kept] = [
      seededPerson(territories, "val-dargence", "yanis"),
      seededPerson(territories, "val-dargence", "marisol"),
    ];
    await place.inDatabase(async () => {
      const exported = JSON.parse((await place.run("export", erased)).stdout) as {
        readonly files: readonly unknown[];
      };
      expect(JSON.stringify(exported)).toContain("Benhamou");
      expect(exported.files).toHaveLength(1);
      for (const args of [
        ["export", crypto.randomUUID()],
        ["erase", crypto.randomUUID()],
        ["erase", "' or 1=1"],
      ])
        expectRefusal(await place.run(...args), "server.personUnknown");
    });
    writeFileSync(join(place.folder, "a-file"), "");
    expectRefusal(await place.run("backup", join(place.folder, "a-file/x")), "backup.folderUnusable");
    const town = join(place.folder, "town.csv");
    writeFileSync(town, "code,lon,lat\n73008,5.91,45.69\n");
    let moment = "";
    const after = await place.inDatabase(async () => {
      expect((await place.run("backup", backups)).code).toBe(0);
      expect((await place.run("import", "communes", town)).stdout).toContain('"created": 1');
      await pause(50);
      moment = new Date().toISOString();
      await pause(50);
      for (const person of [erased, seededPerson(territories, "val-dargence", "henri")])
        expect((await place.run("erase", person)).code).toBe(0);
      return countRows(place);
    });
    /** What must be so after a restore: the erased are away, the others there, and the town is new or not. */
    const expectRestored = async ({ code, stdout, stderr }: CommandResult, townIs: string): Promise<void> => {
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ erasuresReplayed: 2, audit: { isWhole: true } });
      await place.inDatabase(async () => {
        expectRefusal(await place.run("export", erased), "server.personUnknown");
        expect((await place.run("export", kept)).stdout).toContain("Ibarra");
        const rows = await countRows(place);
        for (const table of ["person", "person_token", "territory", "membership", "service"])
          expect(rows[`public.${table}`], table).toBe(after[`public.${table}`]);
        expect((await place.run("import", "communes", town)).stdout).toContain(`"${townIs}": 1`);
      });
    };
    expectRefusal(await place.run("restore", join(place.folder, "nothing here")), "backup.notFound");
    expect((await place.run("restore", backups, "--to", "yesterday")).code).toBe(2);
    expectRefusal(
      await place.run("restore", backups, "--to", "2020-01-01T00:00:00.000Z"),
      "backup.timeOutOfRange",
    );
    await expectRestored(await place.run("restore", backups, "--to", moment), "unchanged");
    // To the newest moment: tests/durability/backup.test.ts, every day.
    if (isLong) await expectRestored(await place.run("restore", backups), "created");
  });

  it("the record of accesses is whole; one line altered behind its back is named, and the exit code says so", async () => {
    const whole = await place.run("audit", "verify");
    expect(whole.code, whole.stdout).toBe(0);
    const seq = await place.inDatabase(async (admin) => {
      const { rows } = await sql<{ seq: number }>`
        update audit_entry set line = replace(line, '"done"', '"refused"')
        where (tenant_id, seq) = (select tenant_id, seq from audit_entry where line like '%"done"%' order by tenant_id, seq desc limit 1)
        returning seq`.execute(admin);
      return Number(rows[0]?.seq);
    });
    const broken = await place.run("audit", "verify");
    expect(broken.code).toBe(1);
    const report = JSON.parse(broken.stdout) as {
      readonly isWhole: boolean;
      readonly faults: readonly { readonly seq: number }[];
    };
    expect(report.isWhole).toBe(false);
    expect(report.faults.map((fault) => fault.seq)).toContain(seq);
  });

  it("migrate says where the database is", async () => {
    const { code, stderr } = await place.run("migrate");
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/\d/);
  });
});
