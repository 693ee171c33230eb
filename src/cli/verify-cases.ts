/** How the cases of a reference folder came out. */
export interface VerifyOutcome {
  readonly passed: number;
  /** One line a failed case: its id, what was expected, what came. */
  readonly failures: readonly string[];
  /** Ids of cases that nothing here computes yet: neither passed nor failed. */
  readonly pending: readonly string[];
}

/**
 * Runs every case at a path in its published format.
 * @throws cli.caseUnreadable when the path holds no such cases.
 */
export type VerifyCases = (path: string) => Promise<VerifyOutcome>;
