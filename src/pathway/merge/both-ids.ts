import { TisserError, type AnyAction, type PersonId } from "#base";
import type { BoundHandler, Implementation } from "#storage";
import { z } from "zod";
import { keptInsteadOf } from "./store.ts";

const notFound = "pathway.personNotFound";

/**
 * Actions about a person, by the id of the file or of one that was taken in: a device that still knows the old id, a link in a
 * letter, a bookmark. Where the file named is not found, the file to which it leads is asked instead; the usual way costs nothing.
 */
export function byBothIds(handlers: readonly BoundHandler[]): BoundHandler[] {
  return handlers.map((bound) =>
    isAboutPerson(bound.action) ? { ...bound, implementation: following(bound.implementation) } : bound,
  );
}

function isAboutPerson(action: AnyAction): boolean {
  return action.input instanceof z.ZodObject && "personId" in action.input.shape;
}

function following(implementation: Implementation<AnyAction>): Implementation<AnyAction> {
  const { load, run } = implementation;
  if (load === undefined) return implementation;
  /** Inputs whose person leads to another, as they were given. */
  const led = new WeakMap<object, object>();
  return {
    ...implementation,
    load: async (context) => {
      try {
        return await load(context);
      } catch (error) {
        const given = context.input as { readonly personId: PersonId };
        const keptId =
          error instanceof TisserError && error.code === notFound
            ? await keptInsteadOf(context.db, given.personId)
            : null;
        if (keptId === null) throw error;
        const input = { ...given, personId: keptId };
        led.set(given, input);
        return load({ ...context, input });
      }
    },
    run: async (context) => run({ ...context, input: led.get(context.input as object) ?? context.input }),
  };
}
