import { anonymousActor, type Actor, type CallOf } from "#base";
import {
  answerReferral,
  listWaiting,
  moveReferral,
  openAnswerLink,
  readAnswer,
  readReferral,
} from "#pathway/actions";
import { noExchange } from "../../src/server/run-action.ts";
import { secretIn, type loopWorld } from "./loop.ts";

type World = Awaited<ReturnType<typeof loopWorld>>;
/** Id of a referral, as referring gives it. */
export type ReferralId = Awaited<ReturnType<World["refer"]>>["referralId"];

/** Both sides of a referral in a world: its receiver, who opens links and answers, and the worker, who reads and moves it. */
export function bothSides(world: World) {
  const { run, worker, outbox } = world;
  const read = (referralId: ReferralId) => run(readReferral, { referralId }, { actor: worker });
  return {
    read,
    /** Opens the link of the newest message, as its receiver. */
    receive: async (): Promise<Actor> => {
      await world.ring();
      const http = noExchange();
      await run(openAnswerLink, { token: secretIn(outbox.at(-1)) }, { actor: anonymousActor, http });
      const holder = await world.holder(http.setCookies);
      if (holder === null) throw new Error("no session");
      return holder;
    },
    answer: async (actor: Actor, given: CallOf<typeof answerReferral>) => {
      const { version } = await run(readAnswer, {}, { actor });
      return run(answerReferral, given, { actor, version });
    },
    move: async (referralId: ReferralId, given: Omit<CallOf<typeof moveReferral>, "referralId">) => {
      const { version } = await read(referralId);
      return run(moveReferral, { referralId, ...given }, { actor: worker, version });
    },
    /** What waits, everybody's or the worker's own, once every due timer rang. */
    waiting: async (mine: "true" | "false" = "false") => {
      await world.ring();
      return (await run(listWaiting, { mine }, { actor: worker })).items;
    },
  };
}
