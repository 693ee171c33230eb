import type { ControllerId, InputOf, Instant } from "#base";
import { loadInstrument, officialFormOnly, type InstrumentSummary } from "#instruments";
import { handle, type BoundHandler, type Tx } from "#storage";
import type { QueueFacts } from "../call-queue/actions.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { onCallErrors } from "../on-call/errors.ts";
import { reach } from "../on-call/reach.ts";
import { isCovered } from "../on-call/roster.ts";
import { rosterOf } from "../on-call/roster-reading.ts";
import { actingAccounts, worksThere } from "../on-call/store.ts";
import { isClinicianIn } from "../rules.ts";
import type { PathwayServices } from "../services.ts";
import {
  decideInstrument,
  decideWording,
  listOfferedInstruments,
  mayDecideInstruments,
  readInstrumentSettings,
  withdrawInstrumentText,
} from "./actions.ts";
import { instrumentSettingErrors } from "./errors.ts";
import { importHandlers } from "./import-handlers.ts";
import { askableInstruments, instrumentOffers } from "./offered.ts";
import { decideWords } from "./decide-words.ts";
import { isDecidableWording } from "./published-words.ts";
import type { NotOffered } from "./reason.ts";
import { settingsView } from "./settings-view.ts";
import { insertDecision, newestDecisions, operatorTexts } from "./store.ts";
import { trainingHandlers } from "./training-handlers.ts";

/** Carries out what is decided about instruments. */
export function instrumentSettingHandlers(services: PathwayServices): BoundHandler[] {
  return [
    ...readingHandlers(services),
    ...decisionHandlers(services),
    ...trainingHandlers(),
    ...importHandlers(),
  ];
}

function readingHandlers(services: PathwayServices): BoundHandler[] {
  const { hasHealth } = services;
  return [
    handle(listOfferedInstruments, {
      load: loadOwn,
      run: async ({ db, input, actor, now }) => {
        const { controller_id: controllerId } = await fileOf(db, input.personId);
        const isClinician = isClinicianIn(actor, controllerId);
        const asking = { controllerId, asker: actor.id, now, hasHealth, isClinician };
        const shown = (await instrumentOffers(db, asking)).filter(({ reason }) => mayBeShown(reason));
        return {
          instruments: shown.map(({ summary, reason, texts }) => ({
            id: summary.id,
            reason,
            isResultOnly: officialFormOnly.has(summary.id),
            isAssistedOnly: summary.isAssistedOnly,
            texts: texts.map(({ content }) => content),
          })),
        };
      },
    }),
    handle(readInstrumentSettings, {
      load: async ({ db, input }) => ({ facts: await reach(db, input.controllerId) }),
      run: async ({ db, actor, now, facts, audit }) => {
        const controllerId = found(facts);
        const colleagues = await actingAccounts(db, controllerId);
        const offers = await instrumentOffers(db, {
          controllerId,
          asker: null,
          now,
          hasHealth,
          isClinician: false,
        });
        const view = await settingsView(services, db, { controllerId, offers });
        const names = await services.accountNames(colleagues.map(({ accountId }) => accountId));
        audit({ kind: "instrument-settings", ids: [controllerId], fields: ["accounts"] });
        return {
          controllerId,
          isOnCallCovered: isCovered(await rosterOf(db, controllerId), now),
          instruments: view,
          colleagues: colleagues.map(({ accountId }) => ({ accountId, name: names.get(accountId) ?? "" })),
          allowed: mayDecideInstruments.check(actor, facts).allowed
            ? [decideInstrument.name, decideWording.name, withdrawInstrumentText.name]
            : [],
        };
      },
    }),
  ];
}

function decisionHandlers({ hasHealth }: PathwayServices): BoundHandler[] {
  return [
    handle(decideInstrument, {
      load: async ({ db, input }) => ({ facts: await reach(db, input.controllerId) }),
      run: async ({ db, input, actor, now, newId, facts, audit }) => {
        const controllerId = found(facts);
        if (actor.tenantId === null) throw instrumentSettingErrors.settingsOrganisationUnknown({});
        const summary = summaryOf(input.instrument, hasHealth);
        if (input.isEnabled) await checkEnabling(db, { controllerId, summary, input, now });
        const hasPurpose = input.isEnabled && input.purpose !== null && input.answerableId !== null;
        const before = (await newestDecisions(db, controllerId)).get(summary.id);
        const isNew = await insertDecision(db, {
          tenant_id: actor.tenantId,
          controller_id: controllerId,
          id: newId<"instrument-decision">(),
          instrument: summary.id,
          position: (before?.position ?? 0) + 1,
          is_enabled: input.isEnabled,
          purpose: hasPurpose ? input.purpose : null,
          answerable_id: hasPurpose ? input.answerableId : null,
          decided_at: now,
          decided_by: actor.id,
        });
        if (!isNew) throw instrumentSettingErrors.decisionOvertaken({});
        audit({ kind: "instrument", ids: [controllerId, summary.id], fields: ["isEnabled", "purpose"] });
        return { controllerId, instrument: summary.id };
      },
    }),
    handle(decideWording, {
      load: async ({ db, input }) => ({ facts: await reach(db, input.controllerId) }),
      run: async ({ db, input, actor, now, newId, facts, audit }) => {
        const controllerId = found(facts);
        if (actor.tenantId === null) throw instrumentSettingErrors.settingsOrganisationUnknown({});
        const { id } = summaryOf(input.instrument, hasHealth);
        if (!isDecidableWording(await loadInstrument(id), await operatorTexts(db), input.wording))
          throw instrumentSettingErrors.wordingNotDecidable({ wording: input.wording });
        const { instrument: _given, controllerId: _place, ...decision } = input;
        const { tenantId, id: by } = actor;
        await decideWords(db, { ...decision, instrument: id, tenantId, by, now, newId, audit });
        return { controllerId, instrument: id };
      },
    }),
  ];
}

/** Offered, or waiting for what another moment or another colleague brings. */
function mayBeShown(reason: NotOffered | null): boolean {
  const waiting: readonly (NotOffered | null)[] = [
    null,
    "on-call-not-covered",
    "not-trained",
    "clinician-needed",
  ];
  return waiting.includes(reason);
}

function found({ controllerId }: QueueFacts): ControllerId {
  if (controllerId === null) throw instrumentSettingErrors.settingsOrganisationUnknown({});
  return controllerId;
}

function summaryOf(id: string, hasHealth: boolean): InstrumentSummary {
  const summary = askableInstruments(hasHealth).find((one) => one.id === id);
  if (summary === undefined) throw instrumentSettingErrors.instrumentUnknown({ instrument: id });
  return summary;
}

interface Enabling {
  readonly controllerId: ControllerId;
  readonly summary: InstrumentSummary;
  readonly input: InputOf<typeof decideInstrument>;
  readonly now: Instant;
}

/**
 * What must be there before an instrument is enabled.
 * Source  spec/legal.md, medical device; notes/reliability.md §3 (K-c).
 */
async function checkEnabling(db: Tx, { controllerId, summary, input, now }: Enabling): Promise<void> {
  if (summary.needsPurpose) {
    const missing = [
      ...(input.purpose === null ? ["purpose"] : []),
      ...(input.answerableId === null ? ["answerableId"] : []),
    ];
    if (missing.length > 0) {
      const issues = missing.map((path) => ({ path, code: "required" as const }));
      throw instrumentSettingErrors.purposeNeeded({}, { issues });
    }
  }
  if (input.answerableId !== null && !(await worksThere(db, controllerId, input.answerableId)))
    throw instrumentSettingErrors.answerableUnfit(
      {},
      { issues: [{ path: "answerableId", code: "invalid" }] },
    );
  const texts = await operatorTexts(db);
  const hasWords =
    summary.canShipItems ||
    officialFormOnly.has(summary.id) ||
    texts.some(({ instrument }) => instrument === summary.id);
  if (!hasWords) throw instrumentSettingErrors.operatorTextNeeded({ instrument: summary.id });
  if (summary.hasSuicidalRiskItem && !isCovered(await rosterOf(db, controllerId), now))
    throw onCallErrors.onCallNotCovered({});
}
