import type { Instant } from "#base";
import { canOfferSelfCheck, defaultPathway, packOfFrance } from "#instruments";
import { handle, type BoundHandler, type HttpExchange, type Vault } from "#storage";
import {
  answerSelfCheck,
  beginSelfCheck,
  chooseReading,
  forgetSelfCheck,
  keepSelfCheck,
  placeSelfCheck,
  readSelfCheck,
  readSelfCheckResult,
} from "./actions.ts";
import { pathwayOf } from "../territory-pathway/choices.ts";
import { choicesForEverybody } from "../territory-pathway/store.ts";
import { isAsked } from "./age-band.ts";
import { selfCheckErrors } from "./errors.ts";
import { answerGiven } from "./answer-given.ts";
import { loadSelfCheckInstruments } from "./question-instruments.ts";
import { selfCheckQuestions, type SelfCheckQuestion } from "./question.ts";
import { resultOf } from "./result.ts";
import { openedFor, openSheetOf } from "./opened-sheet.ts";
import { situationHandlers } from "./situation-handlers.ts";
import { isMinor, lastStep, newSheet, nextStep, withAnswer, type Sheet } from "./sheet.ts";
import { forgetSheet, isEasyIn, keepEasy, keepSheet, sheetIn, type SheetKeeper } from "./sheet-cookie.ts";
import { shownQuestion } from "./shown-question.ts";

/** What the self-check needs of the program. */
export interface SelfCheckServices {
  readonly vault: Pick<Vault, "secretFor">;
  /** Address of the site: cookies are for HTTPS alone where it is reached so. */
  readonly baseUrl: string;
  /** Ids of the lines whose number is known here. */
  readonly lineIds: readonly string[];
  /** Whether the profile holds health items. */
  readonly hasHealth: boolean;
}

interface Asking {
  readonly http: HttpExchange;
  readonly now: Instant;
}

/** Handlers of the self-check. They read and write a cookie of the browser, and nothing else. */
export function selfCheckHandlers({ vault, baseUrl, lineIds, hasHealth }: SelfCheckServices): BoundHandler[] {
  // Without the lines of the country nobody is asked how they feel (screening-pathway.json, countryPack).
  const isOffered = canOfferSelfCheck(defaultPathway, packOfFrance, lineIds);
  const keeper: SheetKeeper = {
    secret: vault.secretFor("self-check"),
    isSecure: baseUrl.startsWith("https:"),
  };
  const checkOffered = (): void => {
    if (!isOffered) throw selfCheckErrors.selfCheckNotOffered({});
  };
  return [
    ...readingHandlers(keeper, checkOffered),
    ...answeringHandlers(keeper, checkOffered),
    ...keepingHandlers(keeper),
    readingChoice(keeper),
    ...situationHandlers({ keeper, hasHealth, checkOffered }),
  ];
}

/** Remembers for this browser whether the easy words are wanted; erased with the rest. */
function readingChoice(keeper: SheetKeeper): BoundHandler {
  return handle(chooseReading, {
    run: async ({ input, http }) => {
      keepEasy(keeper, http, input.isEasy);
      return { next: input.next };
    },
  });
}

function readingHandlers(keeper: SheetKeeper, checkOffered: () => void): BoundHandler[] {
  return [
    handle(readSelfCheck, {
      run: async ({ db, input, http, now }) => {
        checkOffered();
        const choices = await choicesForEverybody(db);
        const opened = openedFor(choices, sheetIn(keeper, http, now));
        const sheet = opened.state === "open" ? opened.sheet : null;
        const next = sheet === null ? 1 : nextStep(sheet);
        const asked = sheet === null || input.step === undefined ? null : questionAt(sheet, input.step);
        return {
          state: opened.state,
          age: sheet?.age ?? null,
          isKept: sheet?.isKept ?? false,
          isMinor: sheet !== null && isMinor(sheet),
          isEasy: isEasyIn(http),
          minimumAge: choices.minimumAge,
          modules: [...choices.modules],
          town: sheet?.town ?? null,
          nextStep: next,
          lastStep,
          question: asked && (await shownQuestion(asked, input.locale)),
          answer: (asked && sheet?.answers[asked.id]) ?? null,
        };
      },
    }),
    handle(readSelfCheckResult, {
      run: async ({ db, input, http, now }) => {
        checkOffered();
        const choices = await choicesForEverybody(db);
        const sheet = openSheetOf(openedFor(choices, sheetIn(keeper, http, now)));
        const next = nextStep(sheet);
        if (next <= lastStep) throw selfCheckErrors.questionTooEarly({ step: next });
        return resultOf(sheet, await loadSelfCheckInstruments(), {
          locale: input.locale,
          pathway: pathwayOf(choices),
        });
      },
    }),
  ];
}

function answeringHandlers(keeper: SheetKeeper, checkOffered: () => void): BoundHandler[] {
  return [
    handle(beginSelfCheck, {
      run: async ({ db, input, http, now }) => {
        checkOffered();
        if (!isAsked(input.age, await choicesForEverybody(db))) {
          forgetSheet(keeper, http);
          return { next: "moins-de-16" };
        }
        const opened = sheetIn(keeper, http, now);
        // Whoever goes back to the first page and says another age keeps the answers already given.
        const before = opened.state === "open" ? opened.sheet : newSheet(input.age);
        keepSheet(keeper, http, { sheet: { ...before, age: input.age }, now });
        return { next: "1" };
      },
    }),
    handle(answerSelfCheck, {
      run: async ({ db, input, http, now }) => {
        checkOffered();
        const sheet = openSheetOf(openedFor(await choicesForEverybody(db), sheetIn(keeper, http, now)));
        const question = questionAt(sheet, input.step);
        if (question.id !== input.question) throw selfCheckErrors.answerOfOtherQuestion({});
        const { options } = await shownQuestion(question, "fr");
        const given = answerGiven(options, input.answer);
        keepSheet(keeper, http, { sheet: withAnswer(sheet, question.id, given), now });
        return { next: input.step === lastStep ? "resultat" : String(input.step + 1) };
      },
    }),
  ];
}

function keepingHandlers(keeper: SheetKeeper): BoundHandler[] {
  const change = ({ http, now }: Asking, changed: Partial<Sheet>): Sheet => {
    const sheet = { ...openSheetOf(sheetIn(keeper, http, now)), ...changed };
    keepSheet(keeper, http, { sheet, now });
    return sheet;
  };
  return [
    handle(keepSelfCheck, {
      run: async ({ input, ...asking }) => {
        const next = nextStep(change(asking, { isKept: input.isKept }));
        return { next: next > lastStep ? "resultat" : String(next) };
      },
    }),
    handle(placeSelfCheck, {
      run: async ({ input, ...asking }) => {
        change(asking, { typedTown: input.ou || null, town: input.town ?? null });
        return { next: "resultat" };
      },
    }),
    handle(forgetSelfCheck, {
      run: async ({ http }) => {
        forgetSheet(keeper, http);
        return {};
      },
    }),
  ];
}

/** The question of a step that was come to. @throws pathway.questionUnknown, pathway.questionTooEarly */
function questionAt(sheet: Sheet, step: number): SelfCheckQuestion {
  const question = selfCheckQuestions[step - 1];
  if (!question) throw selfCheckErrors.questionUnknown({});
  const next = nextStep(sheet);
  if (step > next) throw selfCheckErrors.questionTooEarly({ step: next });
  return question;
}
