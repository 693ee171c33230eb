import { anonymousActor, type Actor, type CallOf, type OutputOf, type PersonId } from "#base";
import {
  askOwnCopy,
  exportOwn,
  listHeld,
  openAnswerLink,
  readOwnPage,
  releaseHeld,
  sayHowItWent,
  sendOwnPage,
} from "#pathway/actions";
import { noExchange } from "../../src/server/run-action.ts";
import { secretIn, type loopWorld } from "./loop.ts";
import type { ReferralId } from "./receiver.ts";

type World = Awaited<ReturnType<typeof loopWorld>>;

/** The person's side in a world: they open the link to their own page, read it and say how it went. */
export function ownPageOf(world: World) {
  const { run, worker, outbox } = world;
  return {
    /** Sends the link, by SMS unless told, and opens it, as the person. */
    enter: async (personId: PersonId, channel: "sms" | "email" = "sms"): Promise<Actor> => {
      const invitation = { channel, agreedName: "Odile", callbackPhone: "04 99 91 92 93" } as const;
      await run(sendOwnPage, { personId, ...invitation }, { actor: worker });
      await world.ring();
      const http = noExchange();
      await run(openAnswerLink, { token: secretIn(outbox.at(-1)) }, { actor: anonymousActor, http });
      const holder = await world.holder(http.setCookies);
      if (holder === null) throw new Error("no session");
      return holder;
    },
    /** Says how a referral went. */
    say: async (
      actor: Actor,
      referralId: ReferralId,
      given: Omit<CallOf<typeof sayHowItWent>, "referralId">,
    ) => {
      const { referrals } = await run(readOwnPage, {}, { actor });
      const version = referrals.find(({ id }) => id === referralId)?.version ?? 0;
      return run(sayHowItWent, { referralId, ...given }, { actor, version });
    },
  };
}

/** The copy that a person takes by their own page, once the worker called them back. */
export async function copyOf(
  { run, worker }: Pick<World, "run" | "worker">,
  person: Actor,
  personId: PersonId,
): Promise<OutputOf<typeof exportOwn>> {
  const { opensAt } = await run(askOwnCopy, {}, { actor: person });
  const { requests } = await run(listHeld, { personId }, { actor: worker });
  const requestId = requests.find(({ kind }) => kind === "own-copy")?.id;
  if (opensAt !== null && requestId !== undefined)
    await run(releaseHeld, { personId, requestId, identityCheck: "called-back" }, { actor: worker });
  return run(exportOwn, {}, { actor: person });
}
