/** Seconds after which a session ends whatever happens. */
export const sessionSeconds = 12 * 3600;
/** Seconds without a request after which a session ends. */
export const idleSeconds = 30 * 60;
/** Seconds between the password and the second factor. */
export const challengeSeconds = 10 * 60;
