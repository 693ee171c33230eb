import { baseErrors, localDateAt, rolesOf, type Actor, type Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { possibleAges } from "../birth-date.ts";
import { patternOf } from "../screening/pattern.ts";
import { openResponses } from "../screening/sealing.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import type { PersonRow } from "../store.ts";
import { readNeeds, setNeeds } from "./actions.ts";
import { needProfileOf, noNeeds, type NeedContext } from "./needs.ts";
import { openNeeds, sealNeeds } from "./sealing.ts";
import { findNeeds, putNeeds } from "./store.ts";

/** Carries out what is asked and written of needs. */
export function needHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    handle(setNeeds, {
      load: async ({ db, input }) => {
        const { controller_id: controllerId } = await fileOf(db, input.personId);
        const version = (await findNeeds(db, input.personId))?.version ?? 0;
        return { facts: { controllerId, isEmergency: false }, version };
      },
      run: async ({ input, db, actor, now, audit }) => {
        const { personId, ...needs } = input;
        const file = await fileOf(db, personId);
        const version = ((await findNeeds(db, personId))?.version ?? 0) + 1;
        const isPut = await putNeeds(db, {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          person_id: personId,
          version,
          changed_at: now,
          changed_by: actor.id,
          profile: sealNeeds(vault, file, needs),
        });
        if (!isPut) throw baseErrors.versionStale({});
        audit({ kind: "person", ids: [personId], fields: Object.keys(needs) });
        return { personId, version };
      },
    }),
    handle(readNeeds, {
      load: loadOwn,
      run: async ({ input, db, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const { version, ...needs } = (await openNeeds(db, vault, file)) ?? { ...noNeeds, version: 0 };
        const context = await contextOf(services, db, { file, actor, now });
        audit({ kind: "person", ids: [file.id], fields: ["needs", "townCode", "birthDate"] });
        return { ...needs, version, profile: needProfileOf(needs, context) };
      },
    }),
  ];
}

/** What else is known: where, how old, and, for those who may read scores, which of the two the person lives. */
async function contextOf(
  services: PathwayServices,
  db: Tx,
  { file, actor, now }: { readonly file: PersonRow; readonly actor: Actor; readonly now: Instant },
): Promise<NeedContext> {
  const person = openPerson(services.vault, file);
  const mayReadScores = rolesOf(actor).some((role) => role === "link-worker" || role === "team-coordinator");
  const responses = mayReadScores ? await openResponses(db, services.vault, file) : [];
  return {
    townCode: person.townCode,
    position: person.townCode === null ? null : services.centreOfTown(person.townCode),
    age: possibleAges(person, localDateAt(now, timeZone))?.least ?? null,
    pattern: patternOf(responses.map(({ result }) => result)),
  };
}
