import { anonymousActor, type Actor, type CallOf, type PersonId } from "#base";
import { openAnswerLink, readOwnPage, sayHowItWent, sendOwnPage } from "#pathway/actions";
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
