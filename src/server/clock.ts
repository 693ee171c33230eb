import { toInstant, type Clock } from "#base";

/** The one place where the program asks the system what time it is. */
export const systemClock: Clock = () => toInstant(new Date());
