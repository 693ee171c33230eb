import { loadInstrument } from "#instruments";
import { mayPublishWords } from "#pathway";
import { handle, type AuditNote, type BoundHandler, type Tx } from "#storage";
import type { Actor, InputOf, Instant, NewId, OutputOf, TenantId } from "#base";
import { observatoryErrors } from "../errors.ts";
import type { SurveyShelf } from "../survey-shelf.ts";
import type { SurveyWords } from "../survey.ts";
import { decideSurveyWording, listSurveyWords, type wordsStatuses } from "./actions.ts";

/** Decisions on words as the observatory reads them: the newest under `<instrument> <wording>`. */
type Decisions = ReadonlyMap<string, { readonly is_accepted: boolean; readonly reason: string }>;

/** A decision on words to record, and who takes it. */
interface WordsDecision extends InputOf<typeof decideSurveyWording> {
  readonly tenantId: TenantId;
  readonly by: Actor["id"];
  readonly now: Instant;
  readonly newId: NewId;
  readonly audit: (note: AuditNote) => void;
}

/** Where the decisions of the territory in force on words lie. */
export interface WordDecisions {
  readonly newest: (db: Tx) => Promise<Decisions>;
  readonly record: (db: Tx, decision: WordsDecision) => Promise<void>;
}

/** Where no decision can be taken: no working translation is ever published. */
export const noWordDecisions: WordDecisions = {
  newest: async () => new Map(),
  record: async (_db, { wording }) => {
    throw observatoryErrors.wordingNeedsNoDecision({ wording });
  },
};

type WordsStatus = (typeof wordsStatuses)[number];

/** What is looked at before figures are published. */
interface AskedInWords {
  /** Invented answers were given to no words: there is nothing to accept. */
  readonly isSynthetic: boolean;
  readonly words?: readonly SurveyWords[] | undefined;
}

/**
 * Refuses to publish figures of words that no publication confirms, unless the territory in force accepted them in a
 * recorded decision. @throws observatory.wordingNotAccepted, wordingNotNamed, wordingsNotRecorded
 */
export async function checkWords(
  db: Tx,
  { isSynthetic, words }: AskedInWords,
  { newest }: WordDecisions,
): Promise<void> {
  if (isSynthetic) return;
  if (words === undefined) throw observatoryErrors.wordingsNotRecorded({});
  const decisions = await newest(db);
  for (const { instrument, language, wording } of words) {
    if (wording === null) throw observatoryErrors.wordingNotNamed({ instrument, language });
    if ((await statusOf({ instrument, wording }, decisions)) === "not-accepted")
      throw observatoryErrors.wordingNotAccepted({ instrument, wording });
  }
}

/** Reading and deciding in which words figures may be published. */
export function wordHandlers(shelf: SurveyShelf, decisions: WordDecisions): BoundHandler[] {
  return [
    handle(listSurveyWords, {
      run: async ({ db }) => ({ words: await wordsAtHand(shelf, db, await decisions.newest(db)) }),
    }),
    handle(decideSurveyWording, {
      run: async ({ db, input, actor, now, newId, audit }) => {
        const { instrument, wording } = input;
        const { id: by, tenantId } = actor;
        if (tenantId === null) throw observatoryErrors.organisationNeeded({});
        const isOpen = (await wordsAtHand(shelf, db, await decisions.newest(db))).some(
          (one) => one.instrument === instrument && one.wording === wording && one.status !== "sound",
        );
        if (!isOpen) throw observatoryErrors.wordingNeedsNoDecision({ wording });
        await decisions.record(db, { ...input, tenantId, by, now, newId, audit });
        return { instrument, wording };
      },
    }),
  ];
}

async function wordsAtHand(
  shelf: SurveyShelf,
  db: Tx,
  decisions: Decisions,
): Promise<OutputOf<typeof listSurveyWords>["words"]> {
  const surveys = (await shelf.list(db)).filter(({ isSynthetic }) => !isSynthetic);
  return Promise.all(
    surveys.flatMap(({ id: survey, words = [] }) =>
      words.map(async (one) => ({
        survey,
        ...one,
        status: await statusOf(one, decisions),
        reason: decisions.get(`${one.instrument} ${one.wording}`)?.reason ?? null,
      })),
    ),
  );
}

async function statusOf(
  { instrument, wording }: Pick<SurveyWords, "instrument" | "wording">,
  decisions: Decisions,
): Promise<WordsStatus> {
  if (wording === null) return "not-named";
  const declared = await loadInstrument(instrument);
  if (mayPublishWords(declared, wording, new Map())) return "sound";
  return mayPublishWords(declared, wording, decisions) ? "accepted" : "not-accepted";
}
