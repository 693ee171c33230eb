import { join } from "node:path";
import type { Instant, TenantId } from "#base";
import { handle, type BoundHandler, type Database, type Tx } from "#storage";
import { sampleSurveyRule } from "#stats";
import {
  compareFigures,
  downloadIndicator,
  listIndicators,
  readIndicator,
  type IndicatorSummary,
  type IndicatorTables,
} from "./actions.ts";
import type { BreakdownId } from "./breakdown.ts";
import { bandsOfComparator, comparatorAgeBands } from "./codes/comparator-age-bands.ts";
import { indicatorCatalogue, type CatalogueEntry, type IndicatorId } from "./codes/indicator-catalogue.ts";
import { tablesToCsv } from "./csv.ts";
import { observatoryErrors } from "./errors.ts";
import { geographyHandlers } from "./geography/handlers.ts";
import { intakeHandlers } from "./intake/handlers.ts";
import { forgetDueDrafts } from "./intake/draft-retention.ts";
import { SurveyDesk } from "./intake/survey-desk.ts";
import { usualDraftDays } from "./intake/survey-format.ts";
import { installationShelf, isReservedId } from "./intake/survey-shelves.ts";
import { surveyIndicators } from "./indicators/index.ts";
import type { PreparedRelease } from "./prepared-release.ts";
import type { ReleaseTable } from "./release-schema.ts";
import { registerHandlers } from "./register/handlers.ts";
import { noWordDecisions, type WordDecisions } from "./register/words.ts";
import * as register from "./register/register.ts";
import { syntheticShelf, type SurveyShelf } from "./survey-shelf.ts";
import { wantedBreakdowns } from "./wanted-breakdowns.ts";
import { workspaceHandlers } from "./workspace/handlers.ts";

export { communeUtility, type CommuneUtility } from "./commune-utility.ts";
export { openSolver } from "./highs-solver.ts";
export { surveyInstrument } from "./instrument-scores.ts";
export { countCovered } from "./interval-coverage.ts";
export { codebookJsonSchema } from "./microdata/codebook.ts";
export { openFileEngine, quotedText, type FileEngine } from "./microdata/engine-store.ts";
export { importSurvey, type SurveyImportReport } from "./microdata/import-survey.ts";
export { releaseOfSurvey } from "./microdata/release-of-survey.ts";
export { openSurveyFile, valueOf, type SurveyFile } from "./microdata/file-figures-store.ts";
export { PageThreads } from "./page-threads.ts";
export { populationMeanOf, type PopulationMean } from "./population-mean.ts";
export type { ShelvedSurvey, SurveyShelf } from "./survey-shelf.ts";

/** What the observatory needs from the program. */
export interface ObservatoryServices {
  /** Surveys at hand; those that lie in the folder unless told, the synthetic ones alone without folder. */
  readonly surveys?: SurveyShelf;
  /** Folder of all data of the installation; without it no file of microdata can be brought. */
  readonly surveyFolder?: string;
  /** Days for which the file of a draft is kept after its last change; 90 unless told. */
  readonly draftDays?: number;
  /** Decisions of territories on words; without them no working translation is ever published. */
  readonly wordDecisions?: WordDecisions;
}

/** Handlers of the observatory. Public ones read prepared tables only: no question of theirs reaches the answers of a survey. */
export function observatoryHandlers({
  surveyFolder,
  surveys: given,
  draftDays = usualDraftDays,
  wordDecisions = noWordDecisions,
}: ObservatoryServices = {}): readonly BoundHandler[] {
  const place = surveyFolder === undefined ? null : surveyPlace(surveyFolder);
  const surveys = given ?? (place === null ? syntheticShelf() : installationShelf(place.folders));
  return [
    ...publicHandlers(),
    ...geographyHandlers(),
    ...registerHandlers(surveys, wordDecisions),
    ...workspaceHandlers(surveys),
    ...(place === null
      ? []
      : intakeHandlers({
          desk: place.desk,
          draftDays,
          isReserved: (id) => isReservedId(place.folders, id),
        })),
  ];
}

/** Forgets the drafts of a territory whose days are over, files first. Answers how many. */
export function forgetSurveyDrafts(
  { db, now, days, folder }: ForgottenDrafts,
  tenantId: TenantId,
): Promise<number> {
  const desk = new SurveyDesk(folder);
  return forgetDueDrafts({ db, now, days, clear: (id) => desk.clear(id) }, tenantId);
}

/** What forgetting drafts needs of the program. */
export interface ForgottenDrafts {
  readonly db: Database;
  readonly now: Instant;
  /** Days for which the file of a draft is kept after its last change. */
  readonly days: number;
  /** Folder of all data of the installation. */
  readonly folder: string;
}

/** Where surveys lie in the folder of data: those of the operator, those of organisations, files on their way in. */
function surveyPlace(folder: string) {
  const desk = new SurveyDesk(folder);
  return { desk, folders: { operator: join(folder, "surveys"), organisations: desk.surveys } };
}

function publicHandlers(): BoundHandler[] {
  return [
    handle(listIndicators, {
      run: async ({ db }) => {
        const release = await register.releaseInForce(db);
        return {
          release: release.head,
          indicators: indicatorCatalogue.map((entry) => summaryOf(release, entry)),
          associations: [...release.associations],
        };
      },
    }),
    handle(readIndicator, {
      run: async ({ db, input }) =>
        indicatorTables(await releaseAsked(db, input.release ?? null), input.indicator),
    }),
    handle(compareFigures, {
      run: async ({ db, input }) => {
        const release = await releaseAsked(db, input.release ?? null);
        const last = release.head.waves.at(-1)?.wave;
        return {
          release: release.head,
          summary: summaryOf(release, entryOf(input.indicator)),
          comparisons: release.comparisons.filter(
            ({ indicator, wave }) => indicator === input.indicator && (wave === null || wave === last),
          ),
          tables: release.tables.filter(({ indicator }) => indicator === input.indicator),
        };
      },
    }),
    handle(downloadIndicator, {
      run: async ({ db, input }) => {
        const release = await releaseAsked(db, input.release);
        const tables = release.tables.filter(({ indicator }) => indicator === input.indicator);
        if (tables.length === 0) throw observatoryErrors.notAvailable({});
        const { head } = release;
        const text = tablesToCsv(tables, {
          release: head.id,
          survey: head.survey,
          isSynthetic: head.isSynthetic,
          code: entryOf(input.indicator).code,
          unit: measureOf(input.indicator) === "mean" ? "score" : "percent",
        });
        return { fileName: `${input.indicator}-${head.id}.csv`, mediaType: "text/csv" as const, text };
      },
    }),
  ];
}

/** A release by its id, the one in force when none is named. @throws observatory.releaseNotFound */
function releaseAsked(db: Tx, id: string | null): Promise<PreparedRelease> {
  return id === null ? register.releaseInForce(db) : register.releaseNamed(db, id);
}

/** The lowest ages of the bands of a published figure, where they are not ours. */
function bandsFor(code: string, source: string): number[] | null {
  const bands = bandsOfComparator(code, source);
  return bands === null ? null : [...comparatorAgeBands[bands]];
}

function entryOf(id: IndicatorId): CatalogueEntry {
  const entry = indicatorCatalogue.find((one) => one.id === id);
  if (entry === undefined) throw observatoryErrors.indicatorNotFound({});
  return entry;
}

function definitionOf(id: IndicatorId) {
  return surveyIndicators.find((one) => one.id === id) ?? null;
}

function measureOf(id: IndicatorId): "share" | "mean" | null {
  return definitionOf(id)?.measure ?? null;
}

function summaryOf({ tables }: PreparedRelease, entry: CatalogueEntry): IndicatorSummary {
  const total = tables.find(({ indicator, breakdown }) => indicator === entry.id && breakdown === "total");
  const last = total?.waves.at(-1);
  const [cell] = last?.cells ?? [];
  const isAvailable = last !== undefined && cell !== undefined;
  return {
    id: entry.id,
    code: entry.code,
    domain: entry.domain,
    aspect: entry.aspect,
    measure: isAvailable ? measureOf(entry.id) : null,
    unavailability: isAvailable ? null : (entry.unavailability ?? "questions-missing"),
    headline: isAvailable ? { wave: last.wave, cell } : null,
  };
}

/** Groups wanted for an indicator that its tables do not show; what an indicator itself asks tells nothing as a group. */
function notAskedBy(id: IndicatorId, tables: readonly ReleaseTable[]): BreakdownId[] {
  const shown = new Set<BreakdownId>([
    ...tables.map(({ breakdown }) => breakdown),
    ...(definitionOf(id)?.without ?? []),
    "department",
  ]);
  return wantedBreakdowns(id).filter((one) => !shown.has(one));
}

function indicatorTables(release: PreparedRelease, id: IndicatorId): IndicatorTables {
  const entry = entryOf(id);
  const definition = definitionOf(id);
  const [lowest, highest] = definition?.range ?? [0, 0];
  const scale = definition?.measure === "share" ? 100 : 1;
  const tables = release.tables.filter(({ indicator }) => indicator === id);
  const synthetic = release.head.isSynthetic ? (["synthetic"] as const) : [];
  return {
    release: release.head,
    summary: summaryOf(release, entry),
    instrument: entry.instrument,
    resolution: [...entry.resolution],
    range: tables.length === 0 || definition === null ? null : [lowest * scale, highest * scale],
    minimumCell: { respondents: sampleSurveyRule.minimumN, persons: sampleSurveyRule.minimumCell },
    companions: (definition?.companions ?? []).map((one) => summaryOf(release, entryOf(one))),
    tables,
    notAskedBy: tables.length === 0 ? [] : notAskedBy(id, tables),
    analyses: release.analyses.filter(({ indicator }) => indicator === id),
    breaks: release.breaks.filter(({ indicator }) => indicator === id),
    comparators: entry.comparators.map(({ value, scope, year, source, status }) => ({
      value,
      scope,
      year,
      source,
      status,
      ageBands: bandsFor(entry.code, source),
    })),
    incomparable: [...(definition?.incomparable ?? []), ...synthetic],
  };
}
