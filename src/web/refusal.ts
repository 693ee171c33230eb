import type { ErrorParams, Issue } from "#base";

/** A refusal of an action, as far as pages need it. */
export interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly params: ErrorParams;
  readonly issues: readonly Issue[];
}

/**
 * The refusal in something thrown by `call`, or null. Known by its shape: the built pages hold their own copy of the
 * class, so `instanceof` would not know an error of the server's.
 */
export function refusalIn(thrown: unknown): Refusal | null {
  if (!(thrown instanceof Error) || thrown.name !== "TisserError") return null;
  const { code, status, params, issues } = thrown as Error & Partial<Refusal>;
  if (typeof code !== "string" || typeof status !== "number") return null;
  return { code, status, params: params ?? {}, issues: issues ?? [] };
}
