import type { Locale } from "#base";
import { wordingFor, type Instrument } from "#instruments";
import { handle, type BoundHandler, type Tx } from "#storage";
import type { PathwayChoices } from "../territory-pathway/choices.ts";
import { choicesForEverybody } from "../territory-pathway/store.ts";
import { answerGiven } from "./answer-given.ts";
import { selfCheckErrors } from "./errors.ts";
import { contextModules, type ContextModule } from "./module.ts";
import { loadSelfCheckInstruments } from "./question-instruments.ts";
import { inputOf } from "./result.ts";
import { openedFor, openSheetOf } from "./opened-sheet.ts";
import { isEasyIn, keepSheet, sheetIn, type SheetKeeper } from "./sheet-cookie.ts";
import { lastStep, nextStep, type Sheet } from "./sheet.ts";
import { shownItem } from "./shown-question.ts";
import { answerSituation, readSituation } from "./situation-actions.ts";
import { nextStepIn, questionsIn, sentencesFor, situationInstrument } from "./situation.ts";

/** What the questions of situations need. */
export interface SituationServices {
  readonly keeper: SheetKeeper;
  /** Whether the profile holds health items: without it nothing about health is asked, even though nothing is kept. */
  readonly hasHealth: boolean;
  /** @throws pathway.selfCheckNotOffered */
  readonly checkOffered: () => void;
}

/** Handlers of the questions of situations. They read and write the cookie of the self-check, and nothing else. */
export function situationHandlers(services: SituationServices): BoundHandler[] {
  return [reading(services), answering(services)];
}

function reading({ keeper, hasHealth, checkOffered }: SituationServices): BoundHandler {
  return handle(readSituation, {
    run: async ({ db, input, http, now }) => {
      checkOffered();
      const { locale } = input;
      const choices = await choicesForEverybody(db);
      const module = moduleOf(input.module, choices);
      const opened = openedFor(choices, sheetIn(keeper, http, now));
      const sheet = opened.state === "open" ? opened.sheet : null;
      const instrument = await askedOf(db, { module, sheet, choices, hasHealth, locale });
      const common = { isKept: sheet?.isKept ?? false, isEasy: isEasyIn(http) };
      if (instrument === null || sheet === null) return { ...nothingAsked, ...common };
      const asked = input.step === undefined ? null : questionAt(instrument, sheet, input.step);
      return {
        ...common,
        isAsked: true,
        nextStep: nextStepIn(instrument, sheet),
        lastStep: instrument.items.length,
        question: asked && shownItem(instrument, asked.id, locale),
        answer: (asked && sheet.further[asked.id]) ?? null,
        sentences: sentencesFor(instrument, sheet, locale),
        citation: instrument.citation.join(" · "),
        isWorkingTranslation: wordingFor(instrument, locale)?.isWorkingTranslation ?? true,
      };
    },
  });
}

const nothingAsked = {
  isAsked: false,
  nextStep: 1,
  lastStep: 0,
  question: null,
  answer: null,
  sentences: null,
  citation: null,
  isWorkingTranslation: false,
};

function answering({ keeper, hasHealth, checkOffered }: SituationServices): BoundHandler {
  return handle(answerSituation, {
    run: async ({ db, input, http, now }) => {
      checkOffered();
      const { locale, step } = input;
      const choices = await choicesForEverybody(db);
      const module = moduleOf(input.module, choices);
      const sheet = openSheetOf(openedFor(choices, sheetIn(keeper, http, now)));
      const instrument = await askedOf(db, { module, sheet, choices, hasHealth, locale });
      if (instrument === null) throw selfCheckErrors.questionUnknown({});
      const question = questionAt(instrument, sheet, step);
      if (question.id !== input.question) throw selfCheckErrors.answerOfOtherQuestion({});
      const { options } = shownItem(instrument, question.id, locale);
      const given = answerGiven(options, input.answer);
      keepSheet(keeper, http, {
        now,
        sheet: { ...sheet, further: { ...sheet.further, [question.id]: given } },
      });
      return { module: module.id, next: step === instrument.items.length ? "fin" : String(step + 1) };
    },
  });
}

/** @throws pathway.situationUnknown where there is none, or the territories do not show it. */
function moduleOf(id: string, { modules }: PathwayChoices): ContextModule {
  const found = contextModules.find((one) => one.id === id);
  if (found === undefined || !modules.includes(found.id)) throw selfCheckErrors.situationUnknown({});
  return found;
}

interface Asked {
  readonly module: ContextModule;
  readonly sheet: Sheet | null;
  readonly choices: PathwayChoices;
  readonly hasHealth: boolean;
  readonly locale: Locale;
}

async function askedOf(db: Tx, { module, sheet, ...facts }: Asked): Promise<Instrument | null> {
  const isComplete = sheet !== null && nextStep(sheet) > lastStep;
  const known = isComplete ? inputOf(sheet, await loadSelfCheckInstruments(), facts.locale) : null;
  return situationInstrument(db, module, { ...facts, known });
}

/** @throws pathway.questionUnknown, pathway.questionTooEarly */
function questionAt(instrument: Instrument, sheet: Sheet, step: number) {
  const question = questionsIn(instrument)[step - 1];
  if (question === undefined) throw selfCheckErrors.questionUnknown({});
  const next = nextStepIn(instrument, sheet);
  if (step > next) throw selfCheckErrors.questionTooEarly({ step: next });
  return question;
}
