import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type { Pool, PoolClient } from "pg";

/** How often a text is asked before it is prepared: one that is asked once would only fill the server's memory. */
const asksBeforePreparing = 5;
/** Texts prepared at most; each keeps a plan of some ten kilobytes on each connection. */
const mostPrepared = 200;
/** Texts counted at most, so that texts that grow with what is asked do not fill our memory. */
const mostCounted = 5_000;
const longestText = 8_000;

/** Counts how often each text is asked, and names those asked again and again. */
class PreparedTexts {
  readonly #asked = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** Name under which a text is prepared; null while it is not worth it. */
  nameOf(text: string): string | null {
    const name = this.#names.get(text);
    if (name !== undefined) return name;
    if (this.#names.size >= mostPrepared || text.length > longestText) return null;
    const asked = (this.#asked.get(text) ?? 0) + 1;
    if (asked < asksBeforePreparing) {
      if (asked > 1 || this.#asked.size < mostCounted) this.#asked.set(text, asked);
      return null;
    }
    this.#asked.delete(text);
    const made = `tisser-${this.#names.size + 1}`;
    this.#names.set(text, made);
    return made;
  }
}

/**
 * The same pool, whose connections prepare the texts they are asked again and again: under row security, planning a
 * statement takes longer than running it. Statements without parameters (begin, commit) stay as they are.
 */
export function preparing(pool: Pool): PostgresPool {
  const texts = new PreparedTexts();
  const lent = new WeakMap<PoolClient, PostgresPoolClient>();
  const lend = (client: PoolClient): PostgresPoolClient => {
    const known = lent.get(client) ?? preparingClient(client, texts);
    lent.set(client, known);
    return known;
  };
  return {
    connect: async () => lend(await pool.connect()),
    end: () => pool.end(),
    options: pool.options,
  };
}

function preparingClient(client: PoolClient, texts: PreparedTexts): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]): Promise<PostgresQueryResult<unknown>> => {
    const name = values.length === 0 ? null : texts.nameOf(text);
    const asked = { text, values: [...values], ...(name === null ? {} : { name }) };
    return client.query(asked).then(lastOf) as unknown as Promise<PostgresQueryResult<unknown>>;
  };
  return {
    query: query as PostgresPoolClient["query"],
    release: (destroy) => client.release(destroy),
  };
}

/** Of a message of several statements, what the last of them answered. */
function lastOf<Answer>(answers: Answer | readonly Answer[]): Answer | undefined {
  return Array.isArray(answers) ? (answers as readonly Answer[]).at(-1) : (answers as Answer);
}
