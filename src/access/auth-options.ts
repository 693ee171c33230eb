import type { NewId } from "#base";
import type { Database } from "#storage";

/** What sign-in needs from the program. */
export interface AuthOptions {
  /** Connection of the role that may reach the schema `auth`, and nothing else. */
  readonly db: Database;
  /** At least 32 bytes of its own, kept as long as accounts are: second factors are sealed with it. */
  readonly secret: string;
  /** Address of the site without final slash; cookies are `Secure` and `__Host-` when it is https. */
  readonly baseUrl: string;
  readonly newId: NewId;
}
