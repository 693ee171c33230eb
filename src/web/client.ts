import type { AnyAction, CallOf, Issue, OutputOf } from "#base";

/** How a request is sent. */
export interface RequestOptions {
  /** Key that makes sending twice harmless; a new one for each request unless told. */
  readonly key?: string;
  /** Version seen of the thing to change; for versioned actions. */
  readonly version?: number;
  readonly signal?: AbortSignal;
}

/** A refusal of the server, by its code; its sentence came with it, in the language of the browser. */
export class RequestRefused extends Error {
  readonly code: string;
  readonly status: number;
  readonly issues: readonly Issue[];

  constructor(
    answer: { readonly code: string; readonly message: string; readonly issues?: readonly Issue[] },
    status: number,
  ) {
    super(answer.message);
    this.name = "RequestRefused";
    this.code = answer.code;
    this.status = status;
    this.issues = answer.issues ?? [];
  }
}

const unreadable = { code: "base.unexpected", message: "" };

/**
 * Asks an action over HTTP: `request<typeof findTowns>("GET /directory/towns", { q })`. Route, input and answer are
 * those of its declaration, of which only the type is imported, so that no schema weighs on the page.
 * @throws RequestRefused a refusal of the server; TypeError without network; DOMException when it was cut off.
 */
export async function request<A extends AnyAction>(
  route: A["route"],
  input: CallOf<A>,
  options: RequestOptions = {},
): Promise<OutputOf<A>> {
  const { address, rest, method } = addressOf(route, input as Readonly<Record<string, unknown>>);
  const isQuestion = method === "GET";
  const answer = await fetch(isQuestion ? address + queryOf(rest) : address, {
    method,
    credentials: "same-origin",
    ...(options.signal ? { signal: options.signal } : {}),
    ...(isQuestion ? {} : { headers: headersOf(options), body: JSON.stringify(rest) }),
  });
  const body: unknown = await answer.json().catch(() => unreadable);
  if (!answer.ok) throw new RequestRefused(body as typeof unreadable, answer.status);
  return body as OutputOf<A>;
}

/** Address with the path's parameters filled in, and the input that is left. */
function addressOf(route: string, input: Readonly<Record<string, unknown>>) {
  const [method = "GET", path = ""] = route.split(" ");
  const rest: Record<string, unknown> = { ...input };
  const filled = path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(typeof value === "string" || typeof value === "number" ? value : "");
  });
  return { method, address: `/api/v1${filled}`, rest };
}

function queryOf(rest: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      query.append(name, `${value}`);
  }
  return query.size === 0 ? "" : `?${query}`;
}

function headersOf({ key, version }: RequestOptions): Record<string, string> {
  return {
    "content-type": "application/json",
    "idempotency-key": key ?? crypto.randomUUID(),
    ...(version === undefined ? {} : { "if-match": `"${version}"` }),
  };
}
