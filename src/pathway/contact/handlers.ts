import { baseErrors, type Actor, type Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { endTryAgain } from "../contact-log/try-again.ts";
import { endEngagement, writeEngagement } from "../engagement/carry-out.ts";
import { engagementsOf, lockEngagement } from "../engagement/store.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { withholdAllMessages } from "../message/store.ts";
import { stopAllQuestions } from "../re-assessment/carry-out.ts";
import { askReceiver, moveOn, type Moving } from "../referral/carry-out.ts";
import { canMove } from "../referral/moves.ts";
import { eventsOf, findReferral, referralsOf } from "../referral/store.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { withdraw } from "../sharing/withdraw.ts";
import { changeLife, lockPerson, type PersonRow } from "../store.ts";
import { recordLifeEvent } from "./actions.ts";
import { endsAll, type LifeEvent } from "./life-event.ts";

/** Carries out what happens in a person's life. */
export function contactHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(recordLifeEvent, {
      load: loadOwn,
      run: async ({ input, db, actor, now, newId, audit, afterCommit }) => {
        const { personId, event } = input;
        // Locked first: a message on its way holds the file, and goes before or not at all.
        const file = (await lockPerson(db, personId, "for update")) ?? (await fileOf(db, personId));
        const moving = { db, now, newId, vault: services.vault, baseUrl: services.baseUrl, timeZone };
        if (!(await changeLife(db, file, stateAfter(event, now)))) throw baseErrors.versionStale({});
        const counts =
          event === "back" ? await resume(moving, file) : await happen(moving, file, { event, actor });
        audit({ kind: "person", ids: [personId], fields: ["lifeEvent", "referrals", "messages"] });
        afterCommit(services.wakeTimers);
        return { personId, version: file.version + 1, ...counts };
      },
    }),
  ];
}

function stateAfter(event: LifeEvent | "back", now: Instant): Parameters<typeof changeLife>[2] {
  if (event === "back") return { status: "open", life_event: null, life_event_at: null, changed_at: now };
  const status = endsAll(event) ? "closed" : "open";
  return { status, life_event: event, life_event_at: now, changed_at: now };
}

interface Counts {
  readonly ended: number;
  readonly paused: number;
  readonly withheld: number;
}

/** Messages stop at once; then agreements and referrals end, or referrals pause; whoever was asked to help is told, neutrally. */
async function happen(
  moving: Moving,
  file: PersonRow,
  { event, actor }: { readonly event: LifeEvent; readonly actor: Actor },
): Promise<Counts> {
  const { db, now } = moving;
  const withheld = await withholdAllMessages(db, file.id, now);
  await stopAllQuestions(db, file.id, now);
  await stopAllEngagements(moving, file, event);
  await endTryAgain(db, file);
  if (endsAll(event)) {
    const { recalled } = await withdraw(moving, { file, referral: null, party: "system", actor });
    return { ended: recalled, paused: 0, withheld };
  }
  return { ended: 0, paused: await pauseAll(moving, file, actor), withheld };
}

/** Visits and calls end, or rest until somebody takes them up again; whoever took part in one that ended reads nothing of it any more. */
async function stopAllEngagements({ db, now }: Moving, file: PersonRow, event: LifeEvent): Promise<void> {
  for (const { id } of await engagementsOf(db, file.id)) {
    const row = await lockEngagement(db, id);
    if (row === null || row.status === "ended") continue;
    if (event === "death" || event === "moved") await endEngagement(db, row, { reason: event, now });
    else if (row.status !== "paused")
      await writeEngagement(db, row, { changes: { status: "paused", missed_since: null }, now });
  }
}

async function pauseAll(moving: Moving, file: PersonRow, actor: Actor): Promise<number> {
  let paused = 0;
  for (const { id } of await referralsOf(moving.db, file.id)) {
    const row = await findReferral(moving.db, id, "for update");
    if (row === null || !canMove("interrupt", row.status, "system")) continue;
    await moveOn(moving, { row, file }, { name: "interrupt", party: "system", byId: actor.id, details: {} });
    paused += 1;
  }
  return paused;
}

/** The person is there again: whoever was told that things rest is asked again where they were interrupted. */
async function resume(moving: Moving, file: PersonRow): Promise<Counts> {
  for (const { id } of await referralsOf(moving.db, file.id)) {
    const row = await findReferral(moving.db, id, "for update");
    if (row?.status !== "paused" || !(await isInterrupted(moving.db, row.id))) continue;
    await askReceiver(moving, { row, file }, "answer-asked");
  }
  return { ended: 0, paused: 0, withheld: 0 };
}

async function isInterrupted(db: Tx, id: PersonReferral): Promise<boolean> {
  return (await eventsOf(db, [id])).at(-1)?.move === "interrupt";
}

type PersonReferral = Parameters<typeof eventsOf>[1][number];
