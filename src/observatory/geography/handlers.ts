import { createHash } from "node:crypto";
import { handle, type BoundHandler, type Tx } from "#storage";
import { departmentTiles } from "../codes/department-tiles.ts";
import type { IndicatorId } from "../codes/indicator-catalogue.ts";
import { surveyIndicators } from "../indicators/index.ts";
import type { PreparedRelease } from "../prepared-release.ts";
import { releaseNamed, releasesInForce } from "../register/register.ts";
import { importGeography, mapIndicator } from "./actions.ts";
import { readOutlines } from "./outline.ts";
import { readGeography, writeGeography } from "./store.ts";

/** Handlers of maps: outlines in, figures by département out. */
export function geographyHandlers(): BoundHandler[] {
  return [
    handle(importGeography, {
      run: async ({ db, input, now, audit }) => {
        const bytes = Buffer.from(input.content, "base64");
        // Overseas would make a map of oceans: it is in the tiles and in the list.
        const wanted = departmentTiles.map(({ code }) => code).filter((code) => code.length === 2);
        const { height, areas } = readOutlines(bytes.toString("utf8"), wanted);
        const edition = createHash("sha256").update(bytes).digest("hex");
        const { level, source, licence } = input;
        await writeGeography(db, { level, source, licence, edition, height, imported_at: now }, areas);
        audit({ kind: "geography", ids: [level, `edition:${edition}`] });
        const found = new Set(areas.map(({ code }) => code));
        return { level, edition, areas: areas.length, missing: wanted.filter((code) => !found.has(code)) };
      },
    }),
    handle(mapIndicator, {
      run: async ({ db, input }) => ({ map: await mapOf(db, input.indicator, input.release ?? null) }),
    }),
  ];
}

async function mapOf(db: Tx, id: IndicatorId, asked: string | null) {
  const release = await releaseWithMap(db, id, asked);
  const definition = surveyIndicators.find((one) => one.id === id);
  if (release === null || definition === undefined) return null;
  const tableOf = (breakdown: string) =>
    release.tables.find((table) => table.indicator === id && table.breakdown === breakdown)?.waves.at(-1);
  const cells = new Map((tableOf("department")?.cells ?? []).map((cell) => [cell.category, cell]));
  const geography = await readGeography(db, "department");
  const paths = new Map((geography?.areas ?? []).map(({ code, path }) => [code, path]));
  const scale = definition.measure === "share" ? 100 : 1;
  const inOrder = new Intl.Collator("fr");
  const range: [number, number] = [definition.range[0] * scale, definition.range[1] * scale];
  return {
    release: release.head,
    wave: tableOf("department")?.wave ?? "",
    measure: definition.measure,
    range,
    whole: tableOf("total")?.cells[0] ?? null,
    // By name, never by figure: a map is no league table.
    areas: departmentTiles
      .toSorted((a, b) => inOrder.compare(a.name, b.name))
      .flatMap((tile) => {
        const cell = cells.get(tile.code);
        return cell === undefined ? [] : [{ ...tile, path: paths.get(tile.code) ?? null, cell }];
      }),
    outlines:
      geography === null
        ? null
        : { source: geography.source, licence: geography.licence, height: geography.height },
  };
}

async function releaseWithMap(
  db: Tx,
  id: IndicatorId,
  asked: string | null,
): Promise<PreparedRelease | null> {
  const all = asked === null ? await releasesInForce(db) : [await releaseNamed(db, asked)];
  const withMap = all.filter(({ tables }) =>
    tables.some(({ indicator, breakdown }) => indicator === id && breakdown === "department"),
  );
  const [first] = withMap.toSorted(
    (a, b) =>
      Number(a.head.isSynthetic) - Number(b.head.isSynthetic) ||
      (b.head.waves.at(-1)?.wave ?? "").localeCompare(a.head.waves.at(-1)?.wave ?? ""),
  );
  return first ?? null;
}
