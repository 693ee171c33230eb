import fastify from "fastify";
import { afterAll, describe, expect, test } from "vitest";
import {
  anonymousActor,
  randomId,
  toInstant,
  type Actor,
  type AnyAction,
  type CallAction,
  type CallOf,
  type OutputOf,
} from "#base";
import { freshDatabase } from "../../tests/support/database.ts";
import { registerFileRoutes } from "../server/file-routes.ts";
import { registerOpenRoutes } from "../server/open-routes.ts";
import { runAction } from "../server/run-action.ts";
import { fakeRequest } from "../web/fixtures/request.ts";
import { Raster } from "../server/picture/raster.ts";
import { registerPictureRoutes } from "../server/picture/picture-routes.ts";
import { render, renderPicture } from "../web/entry-server.tsx";
import {
  compareFigures,
  downloadIndicator,
  downloadRelease,
  exportAnalysis,
  listIndicators,
  mapIndicator,
  readIndicator,
  runAnalysis,
} from "./actions.ts";
import { departmentTiles } from "./codes/department-tiles.ts";
import { observatoryHandlers } from "./handlers.ts";
import { lonelyAndIsolated } from "./indicators/lonely-and-isolated.ts";
import { sizeOf } from "./survey.ts";
import { syntheticTerritories } from "./synthetic-territories.ts";

// One cell of a few persons, asked for by every door. It is found in the answers themselves, which only this test reads.
const survey = syntheticTerritories();
const [wave] = survey.waves;
if (wave === undefined) throw new Error("no wave");
const counts = departmentTiles.map(() => ({ n: 0, counted: 0 }));
for (let row = 0; row < sizeOf(wave); row += 1) {
  const value = lonelyAndIsolated.valueOf(wave, row);
  const count = counts[wave.answers["department"]?.[row] ?? -1];
  if (Number.isNaN(value) || count === undefined) continue;
  count.n += 1;
  count.counted += value;
}
const place = counts.findIndex(({ counted }) => counted === 3);
const tile = departmentTiles[place];
const few = counts[place];
if (tile === undefined || few === undefined) throw new Error("no département has three persons");
/** What would give the three persons away: their number among those who answered, as a share. */
const share = ((100 * few.counted) / few.n).toFixed(1);

const database = await freshDatabase();
const handlers = observatoryHandlers();
const tenantId = randomId<"tenant">();
const analyst: Actor = {
  kind: "account",
  id: randomId<"account">(),
  tenantId,
  memberships: [{ tenantId, controllerId: randomId<"controller">(), role: "analyst" }],
  hasSecondFactor: true,
};
const services = {
  db: database.app,
  clock: () => toInstant(new Date("2026-11-28T11:00:00Z")),
  newId: randomId,
  receiptSecret: new Uint8Array(32),
  authenticate: async () => ({ actor: analyst, setCookies: [] }),
  baseUrl: () => "http://tisser.example",
};

function caller(actor: Actor): CallAction {
  return (async (action: AnyAction, input: unknown) => {
    const bound = handlers.find((handler) => handler.action.name === action.name);
    if (bound === undefined) throw new Error(`no handler for ${action.name}`);
    const http = { headers: new Headers(), setCookies: [], address: null };
    const call = { bound, actor, input, key: null, needsKey: false, version: null, http };
    return (await runAction(services, call)).output;
  }) as CallAction;
}
const ask = <A extends AnyAction>(action: A, input: CallOf<A>): Promise<OutputOf<A>> =>
  caller(anonymousActor)(action, input);
const study = <A extends AnyAction>(action: A, input: CallOf<A>): Promise<OutputOf<A>> =>
  caller(analyst)(action, input);

const indicator = "lonely-and-isolated";
const release =
  (await ask(mapIndicator, { indicator })).map?.release.id ?? "there is no release by département";
const question = { survey: survey.id, indicator, breakdown: "department" } as const;

const app = fastify();
registerOpenRoutes(app, services, handlers);
registerFileRoutes(app, services, handlers);
const raster = new Raster();
registerPictureRoutes(
  app,
  {
    picture: (_request, locale, name) =>
      renderPicture(name, fakeRequest("/", { locale, call: caller(anonymousActor) })),
  },
  raster,
);
afterAll(async () => app.close());

/** A cell in which nothing is told but that it is not shown, and why that may be, in the words of all such cells. */
const empty = {
  status: "suppressed",
  reason: "protected",
  value: null,
  low: null,
  high: null,
  n: null,
  effectiveN: null,
  isUncertain: false,
};

describe(`a cell of three persons (${few.n} answered) is refused`, () => {
  test("by the interface of programs: tables, map, comparisons, list, the release whole", async () => {
    const { tables } = await ask(readIndicator, { indicator, release });
    const table = tables.find(({ breakdown }) => breakdown === "department");
    expect(table?.waves[0]?.cells[place]).toEqual({ ...empty, category: tile.code });
    const { map } = await ask(mapIndicator, { indicator });
    expect(map?.areas.find(({ code }) => code === tile.code)?.cell).toEqual({
      ...empty,
      category: tile.code,
    });
    const { comparisons } = await ask(compareFigures, { indicator, release });
    expect(comparisons.filter(({ breakdown }) => breakdown === "department")).toEqual([]);
    expect(JSON.stringify(await ask(listIndicators, {}))).not.toContain(`"category":"${tile.code}"`);
    const whole = JSON.parse((await ask(downloadRelease, { release })).text) as {
      readonly tables: typeof tables;
    };
    const released = whole.tables.find(
      (one) => one.indicator === indicator && one.breakdown === "department",
    );
    expect(released?.waves[0]?.cells[place]).toEqual({ ...empty, category: tile.code });
  });

  test("by the files: CSV by the action and over HTTP, JSON over HTTP", async () => {
    const line = new RegExp(`,department,${tile.code},2026,percent,,,,,,suppressed,protected,no\\r$`, "m");
    expect((await ask(downloadIndicator, { indicator, release })).text).toMatch(line);
    expect((await app.inject(`/open/statistics/${release}/${indicator}.csv`)).body).toMatch(line);
    const json = (await app.inject(`/open/statistics/${release}/${indicator}.json`)).body;
    expect(json).toContain(JSON.stringify({ category: tile.code, ...empty }));
  });

  test("by the map: no shade, no hatching, a tooltip that says it is not shown, a line without a number", async () => {
    const { html } = await render(
      fakeRequest(`/observatoire/${indicator}/carte`, { call: caller(anonymousActor) }),
    );
    const drawn = html.split("<g>").find((part) => part.startsWith(`<title>${tile.name} :`));
    expect(drawn).toContain(`<title>${tile.name} : Non montré</title>`);
    expect(drawn).toContain("map-hidden");
    expect(drawn).not.toMatch(/map-shade|map-hatch/);
    const row = html.split("<tr").find((part) => part.includes(`${tile.name} (${tile.code})`)) ?? "";
    expect(row.replaceAll(/<[^>]+>/g, " ").replace(/^[^>]*>/, "")).not.toMatch(/\d{1,2},\d/);
    expect(row).toContain("Non montré");
  });

  test("by pictures as files: an empty tile, words that it is not shown, and PNG of nothing but that", async () => {
    const address = `/open/statistics/${release}/${indicator}/map/fr`;
    const svg = (await app.inject(`${address}.svg`)).body;
    expect(svg.replaceAll(/[\u2066-\u2069]/g, "")).toContain(`${tile.name} : Non montré.`);
    const before = svg.split(`>${tile.code}</text>`)[0]?.split("<rect").at(-1) ?? "";
    expect(before).toMatch(/fill="#ffffff" stroke="#74807a" stroke-dasharray="3 3"/);
    const png = await app.inject(`${address}.png`);
    expect(png.headers["content-type"]).toBe("image/png");
    expect(png.rawPayload.equals(Buffer.from(await raster.png(svg)))).toBe(true);
    // Not as a list of groups either: there is no such picture.
    expect((await app.inject(`/open/statistics/${release}/${indicator}/department/fr.svg`)).statusCode).toBe(
      404,
    );
  });

  test("by the order of the list: it stands where its name has it, whatever its figure", async () => {
    const { map } = await ask(mapIndicator, { indicator });
    const names = map?.areas.map(({ name }) => name) ?? [];
    expect(names).toEqual(names.toSorted(new Intl.Collator("fr").compare));
    // The same order for every indicator, so that the order tells nothing of any.
    const other = await ask(mapIndicator, { indicator: "lives-alone" });
    expect(other.map?.areas.map(({ name }) => name)).toEqual(names);
  });

  test("by the workspace: screen, JSON, CSV, R code, and the same with filters around it", async () => {
    const { cells } = await study(runAnalysis, question);
    const own = cells.find(({ category }) => category === tile.code);
    expect(own).toEqual({ ...empty, category: tile.code, deff: null, df: null, cv: null, warnings: [] });
    const { html } = await render(
      fakeRequest("/observatoire/atelier/analyse", {
        query: new URLSearchParams({ ...question, filter1: "", filter2: "", wave: "" }),
        call: caller(analyst),
        actor: analyst,
      }),
    );
    const row = html.split("<tr").find((part) => part.includes(`>${tile.name}<`)) ?? "";
    expect(row).toContain("Non montré");
    expect(row).not.toMatch(/\d,\d/);
    for (const format of ["json", "csv", "r"] as const) {
      const { text } = await study(exportAnalysis, { ...question, format });
      const lines = text.split(/\r?\n/).filter((one) => one.includes(tile.code));
      if (format === "csv")
        expect(text).toMatch(new RegExp(`,${tile.code},,,,,,,,,suppressed,protected\\r$`, "m"));
      if (format === "r") {
        expect(lines.find((one) => one.startsWith("withheld"))).toContain(`'${tile.code}'`);
        for (const one of lines.filter((line) => /^(shown|expected) /.test(line)))
          expect(one).not.toContain(`'${tile.code}'`);
      }
      const file = await app.inject(
        `/observatoire/atelier/fichier?${new URLSearchParams({ ...question, format }).toString()}`,
      );
      expect(file.statusCode).toBe(200);
      expect(file.body).toBe(text);
    }
    // Asked for alone, by a filter on the département; women or men of it are not even tried.
    const alone = {
      survey: survey.id,
      indicator,
      breakdown: "total",
      filter1: `department=${tile.code}`,
    } as const;
    const answer = await study(runAnalysis, alone);
    expect(answer.cells[0]).toMatchObject({ ...empty, category: "all" });
    expect(JSON.stringify(answer)).not.toContain(`:${share},`);
    for (const filter2 of ["sex=woman", "sex=man"])
      await expect(study(runAnalysis, { ...alone, filter2 })).rejects.toThrow("observatory.filterUnusable");
  });
});
