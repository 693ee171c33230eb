import { officialFormOnly } from "#instruments";
import { handle, type BoundHandler } from "#storage";
import { reach } from "../on-call/reach.ts";
import { actingAccounts } from "../on-call/store.ts";
import { endTraining, recordTraining } from "./actions.ts";
import { instrumentSettingErrors } from "./errors.ts";
import { endTrained, insertTrained } from "./store.ts";

/** Carries out what is put on record about trainings. */
export function trainingHandlers(): BoundHandler[] {
  return [
    handle(recordTraining, {
      load: async ({ db, input }) => ({ facts: await reach(db, input.controllerId) }),
      run: async ({ db, input, actor, now, facts, audit }) => {
        const { controllerId } = facts;
        if (controllerId === null || actor.tenantId === null)
          throw instrumentSettingErrors.settingsOrganisationUnknown({});
        if (!officialFormOnly.has(input.instrument))
          throw instrumentSettingErrors.trainingNotNeeded({ instrument: input.instrument });
        const colleagues = await actingAccounts(db, controllerId);
        const isColleague = colleagues.some(({ accountId }) => accountId === input.accountId);
        const isNew =
          isColleague &&
          (await insertTrained(db, {
            tenant_id: actor.tenantId,
            controller_id: controllerId,
            id: input.id,
            instrument: input.instrument,
            account_id: input.accountId,
            trained_on: input.trainedOn,
            training: input.training,
            recorded_at: now,
            recorded_by: actor.id,
            until: null,
            ended_by: null,
          }));
        if (!isNew)
          throw instrumentSettingErrors.trainedPersonUnfit(
            {},
            { issues: [{ path: "accountId", code: "invalid" }] },
          );
        audit({ kind: "training", ids: [controllerId, input.id, input.accountId], fields: ["training"] });
        return { controllerId, instrument: input.instrument };
      },
    }),
    handle(endTraining, {
      load: async ({ db, input }) => ({ facts: await reach(db, input.controllerId) }),
      run: async ({ db, input, actor, now, facts, audit }) => {
        const { controllerId } = facts;
        if (controllerId === null) throw instrumentSettingErrors.settingsOrganisationUnknown({});
        if (!(await endTrained(db, { controllerId, id: input.id }, { now, by: actor.id })))
          throw instrumentSettingErrors.trainedPersonNotFound({});
        audit({ kind: "training", ids: [controllerId, input.id], fields: ["until"] });
        return { controllerId, instrument: input.instrument };
      },
    }),
  ];
}
