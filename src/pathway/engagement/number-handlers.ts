import { baseErrors } from "#base";
import { handle, type BoundHandler } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import type { PathwayServices } from "../services.ts";
import { volunteerErrors } from "../volunteer/errors.ts";
import { engagementOf, partyIn } from "./carry-out.ts";
import { hideNumber, showNumber } from "./number-actions.ts";
import { deleteNumbers, putNumber } from "./number-store.ts";
import { sealNumber } from "./sealing.ts";

/** Carries out what one of two lets the other read of their number. */
export function numberHandlers({ vault }: Pick<PathwayServices, "vault">): BoundHandler[] {
  return [
    handle(showNumber, {
      load: loadOwn,
      run: async ({ db, input, actor, now, newId, audit }) => {
        const file = await fileOf(db, input.personId);
        const row = await engagementOf(db, input);
        if (row.status === "ended") throw volunteerErrors.engagementOver({});
        const party = await partyIn(db, row.id, input.volunteerId);
        if (party?.status !== "accepted") throw volunteerErrors.proposalNotFound({});
        const { whose, phone } = input;
        if ((whose === "volunteer") !== (phone !== null))
          throw baseErrors.invalidInput(
            {},
            { issues: [{ path: "phone", code: phone === null ? "required" : "invalid" }] },
          );
        if (whose === "person" && openPerson(vault, file).phone === null)
          throw volunteerErrors.numberUnknown({});
        const id = newId<"shownNumber">();
        await putNumber(db, {
          tenant_id: row.tenant_id,
          controller_id: row.controller_id,
          id,
          person_id: file.id,
          engagement_id: row.id,
          volunteer_id: party.volunteer_id,
          whose,
          noted_at: now,
          noted_by: actor.id,
          content: phone === null ? null : sealNumber(vault, file, { id, phone }),
        });
        audit({ kind: "engagement", ids: [row.id, file.id, party.volunteer_id], fields: ["numberShown"] });
        return { personId: file.id, engagementId: row.id };
      },
    }),
    handle(hideNumber, {
      load: loadOwn,
      run: async ({ db, input, audit }) => {
        const row = await engagementOf(db, input);
        await deleteNumbers(db, {
          engagement_id: row.id,
          volunteer_id: input.volunteerId,
          whose: input.whose,
        });
        audit({
          kind: "engagement",
          ids: [row.id, row.person_id, input.volunteerId],
          fields: ["numberShown"],
        });
        return { personId: row.person_id, engagementId: row.id };
      },
    }),
  ];
}
