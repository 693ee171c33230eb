import { instrumentErrors, officialFormOnly, readOperatorFile } from "#instruments";
import type { Actor, InputOf, Instant } from "#base";
import { handle, type AuditNote, type BoundHandler, type Tx } from "#storage";
import { importInstrumentText, withdrawImportedText, withdrawInstrumentText } from "./actions.ts";
import { instrumentSettingErrors } from "./errors.ts";
import { insertOperatorText, withdrawOperatorText } from "./store.ts";

/** Carries out the import of licensed words, and their withdrawal. */
export function importHandlers(): BoundHandler[] {
  return [
    handle(importInstrumentText, {
      run: async ({ db, input, actor, now, audit }) => {
        if (actor.tenantId === null) throw instrumentSettingErrors.settingsOrganisationUnknown({});
        const { instrument, text } = await readOperatorFile(input.content, input.fileName);
        // Its official form is used on paper by trained people: no text of it is ever shown here.
        if (officialFormOnly.has(instrument.id))
          throw instrumentErrors.operatorFileBroken({
            file: input.fileName,
            line: 1,
            path: "instrument",
            fault: "officialFormOnly",
          });
        const isNew = await insertOperatorText(db, {
          tenant_id: actor.tenantId,
          id: input.id,
          instrument: instrument.id,
          language: text.language,
          wording: text.wording,
          licence: text.licence,
          content: text,
          loaded_at: now,
          withdrawn_at: null,
          withdrawn_by: null,
          withdrawal_reason: null,
        });
        if (!isNew) throw instrumentErrors.operatorTextRepeated({ wording: text.wording });
        audit({ kind: "operator-text", ids: [input.id, instrument.id], fields: ["items", "licence"] });
        return {
          textId: input.id,
          instrument: instrument.id,
          language: text.language,
          wording: text.wording,
          items: text.items.length,
        };
      },
    }),
    handle(withdrawInstrumentText, {
      run: async ({ input: { controllerId, ...words }, ...asked }) => {
        await withdraw(words, asked);
        return { controllerId, instrument: words.instrument };
      },
    }),
    handle(withdrawImportedText, {
      run: async ({ input, ...asked }) => {
        await withdraw(input, asked);
        return { instrument: input.instrument, wording: input.wording };
      },
    }),
  ];
}

/** @throws pathway.settingsOrganisationUnknown where no territory is chosen; pathway.operatorTextUnknown */
async function withdraw(
  { instrument, wording, reason }: InputOf<typeof withdrawImportedText>,
  { db, actor, now, audit }: Withdrawing,
): Promise<void> {
  if (actor.tenantId === null) throw instrumentSettingErrors.settingsOrganisationUnknown({});
  if (!(await withdrawOperatorText(db, { instrument, wording }, { now, by: actor.id, reason })))
    throw instrumentSettingErrors.operatorTextUnknown({ wording });
  audit({ kind: "operator-text", ids: [instrument, wording], fields: ["withdrawal"] });
}

interface Withdrawing {
  readonly db: Tx;
  readonly actor: Actor;
  readonly now: Instant;
  readonly audit: (note: AuditNote) => void;
}
