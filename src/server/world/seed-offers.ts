import { createHash } from "node:crypto";
import { localDateAt } from "#base";
import { beginParts, finishParts, importPart, importResources, partSize } from "#exchange/actions";
import { serverErrors } from "../errors.ts";
import { runAsOperator, type ActionProgram } from "../operator.ts";

import { inventOffers } from "./invent.ts";
import type { WorldRandom } from "./random.ts";
import type { SeededWorld, World, WorldOffer } from "./world.ts";

const source = "demonstration";
/** Offers that go in as one file; more go in part by part, as large files do. */
const mostOfFile = 5000;

type OfferCounts = SeededWorld["offers"];

/**
 * Looks whether the directory would take the offers that a world names, before anything is made.
 * @throws server.worldUnreadable naming each row refused
 */
export async function checkOffers(program: ActionProgram, world: World): Promise<void> {
  for (let start = 0; start < world.offers.length; start += mostOfFile) {
    const some = world.offers.slice(start, start + mostOfFile);
    await importFile(program, world, some, { isDryRun: true, rowsBefore: start });
  }
}

/** Imports the offers that a world names and those that it asks to be invented. */
export async function seedOffers(
  program: ActionProgram,
  world: World,
  random: WorldRandom,
  onProgress: (done: number, total: number) => void,
): Promise<OfferCounts> {
  const today = localDateAt(program.services.clock(), "Europe/Paris");
  const offers = [...world.offers, ...inventOffers(random, world.generateOffers, today)];
  if (offers.length === 0) return { created: 0, updated: 0, unchanged: 0 };
  onProgress(0, offers.length);
  if (offers.length > mostOfFile) return importParts(program, world, offers, onProgress);
  const done = await importFile(program, world, offers, { isDryRun: false, rowsBefore: 0 });
  onProgress(offers.length, offers.length);
  return done;
}

/** @throws server.worldUnreadable naming each row refused */
async function importFile(
  program: ActionProgram,
  world: World,
  offers: readonly WorldOffer[],
  { isDryRun, rowsBefore }: { readonly isDryRun: boolean; readonly rowsBefore: number },
): Promise<OfferCounts> {
  const report = await runAsOperator(program, importResources, {
    source,
    fileName: fileNameOf(world),
    content: Buffer.from(JSON.stringify(offers.map(asRow))).toString("base64"),
    dryRun: isDryRun,
  });
  const { created, updated, unchanged, refused } = importResources.output.parse(report);
  if (refused.length > 0) {
    const issues = refused.map(({ row, field, code }) => {
      return { path: `offers.${rowsBefore + row - 1}.${field}`, code };
    });
    throw serverErrors.worldUnreadable({}, { issues });
  }
  return { created, updated, unchanged };
}

/** @throws server.worldUnreadable when a row is refused that a dry run did not refuse */
async function importParts(
  program: ActionProgram,
  world: World,
  offers: readonly WorldOffer[],
  onProgress: (done: number, total: number) => void,
): Promise<OfferCounts> {
  const columns = [...new Set(offers.flatMap((offer) => Object.keys(offer)))];
  const file = { source, edition: digestOf(offers) };
  const begun = beginParts.output.parse(await runAsOperator(program, beginParts, { ...file, columns }));
  let number = begun.done.length;
  let rowsBefore = begun.rowsDone;
  while (rowsBefore < offers.length) {
    const rows = offers.slice(rowsBefore, rowsBefore + partSize.rows).map(asRow);
    await runAsOperator(program, importPart, { ...file, number, rowsBefore, rows, isEncodingGuessed: false });
    number += 1;
    rowsBefore += rows.length;
    onProgress(rowsBefore, offers.length);
  }
  const end = { ...file, parts: number, fileName: fileNameOf(world) };
  const done = finishParts.output.parse(await runAsOperator(program, finishParts, end));
  if (done.refused > 0) throw serverErrors.worldUnreadable({});
  return { created: done.created, updated: done.updated, unchanged: done.unchanged };
}

function digestOf(offers: readonly WorldOffer[]): string {
  const hash = createHash("sha256");
  for (const offer of offers) hash.update(JSON.stringify(offer)).update("\n");
  return hash.digest("hex").slice(0, 32);
}

function fileNameOf(world: World): string {
  return `${world.seed}.json`;
}

/** An offer as the source `demonstration` reads it: lists joined by semicolons. */
function asRow(offer: WorldOffer): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(offer).map(([name, value]) => [name, Array.isArray(value) ? value.join(";") : value]),
  );
}
