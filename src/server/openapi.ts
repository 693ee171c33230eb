import { baseErrors, entriesOf, type AnyAction, type ErrorEntry } from "#base";
import { z } from "zod";
import { keepsReceipt } from "./run-action.ts";
import { apiPrefix } from "./api-routes.ts";

type Json = Readonly<Record<string, unknown>>;

/** Status → codes that every operation of a kind may answer with. */
const commonErrors = ["invalidInput", "tooManyRequests", "unexpected"] as const;
const commandErrors = [
  "unreadableBody",
  "bodyTooLarge",
  "unsupportedMediaType",
  "crossSiteRequest",
  "idempotencyKeyNeeded",
  "idempotencyKeyReused",
] as const;

/** The OpenAPI 3.1 description of the JSON API, made from the declarations. */
export function openApiOf(
  actions: readonly AnyAction[],
  catalogue: readonly ErrorEntry[],
  baseUrl: string,
): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const action of actions) {
    const path = apiPrefix + action.path.replaceAll(/:([a-zA-Z]+)/g, "{$1}");
    (paths[path] ??= {})[action.method.toLowerCase()] = operationOf(action, catalogue);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Tisser",
      version: "1",
      description: "Social connection as public health: the JSON API. Every action of the product is here.",
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    },
    servers: [{ url: baseUrl }],
    paths,
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "session" } },
      schemas: { Error: errorSchema },
    },
  };
}

const errorSchema: Json = {
  type: "object",
  required: ["code", "message", "requestId"],
  properties: {
    code: { type: "string", maxLength: 100 },
    message: { type: "string", maxLength: 1000 },
    requestId: { type: "string", maxLength: 100 },
    issues: {
      type: "array",
      maxItems: 50,
      items: {
        type: "object",
        required: ["path", "code"],
        properties: { path: { type: "string", maxLength: 500 }, code: { type: "string", maxLength: 100 } },
      },
    },
  },
};

function operationOf(action: AnyAction, catalogue: readonly ErrorEntry[]): Json {
  const input = schemaOf(action.input, "input");
  const properties = (input["properties"] ?? {}) as Readonly<Record<string, Json>>;
  const required = (input["required"] ?? []) as readonly string[];
  const isPublic = action.roles.includes("anonymous");
  return {
    operationId: action.name,
    summary: action.summary,
    tags: [action.name.split(".")[0]],
    security: isPublic ? [] : [{ session: [] }],
    "x-roles": action.roles,
    "x-part": action.part,
    ...(action.offline ? { "x-offline": true } : {}),
    ...(action.personal ? { "x-personal": action.personal } : {}),
    parameters: parametersOf(action, properties, required),
    ...(action.isCommand && action.method !== "DELETE"
      ? {
          requestBody: { required: true, content: { "application/json": { schema: bodyOf(action, input) } } },
        }
      : {}),
    responses: responsesOf(action, catalogue),
  };
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return json;
}

function bodyOf(action: AnyAction, input: Json): Json {
  const properties = { ...(input["properties"] as Record<string, unknown> | undefined) };
  for (const name of action.pathParams) delete properties[name];
  const required = ((input["required"] ?? []) as readonly string[]).filter(
    (name) => !action.pathParams.includes(name),
  );
  return { ...input, properties, required };
}

function parametersOf(
  action: AnyAction,
  properties: Readonly<Record<string, Json>>,
  required: readonly string[],
): readonly Json[] {
  const inPath = action.pathParams.map((name) => ({
    name,
    in: "path",
    required: true,
    schema: properties[name],
  }));
  const inQuery = action.isCommand
    ? []
    : Object.entries(properties)
        .filter(([name]) => !action.pathParams.includes(name))
        .map(([name, schema]) => ({ name, in: "query", required: required.includes(name), schema }));
  return [...inPath, ...inQuery, ...headerParameters(action)];
}

function headerParameters(action: AnyAction): readonly Json[] {
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: keepsReceipt(action),
    description: "Same key and same body: same answer. Same key and another body: 409.",
    schema: { type: "string", minLength: 8, maxLength: 200 },
  };
  const version = {
    name: "If-Match",
    in: "header",
    required: true,
    description: "Version seen, as given by ETag.",
    schema: { type: "string", maxLength: 20 },
  };
  return [...(action.isCommand && !action.keepsNothing ? [key] : []), ...(action.versioned ? [version] : [])];
}

function responsesOf(action: AnyAction, catalogue: readonly ErrorEntry[]): Json {
  const base = [
    ...commonErrors,
    ...(action.isCommand ? commandErrors : []),
    ...(action.roles.includes("anonymous")
      ? []
      : (["signInNeeded", "secondFactorNeeded", "notAllowed"] as const)),
    ...(action.pathParams.length > 0 ? (["notFound"] as const) : []),
    ...(action.versioned ? (["versionNeeded", "versionStale"] as const) : []),
  ].map((name) => `base.${name}`);
  base.push("storage.databaseAway");
  const codes = new Map<number, string[]>();
  for (const code of [...base, ...(action.errors ?? [])]) {
    const status = catalogue.find((entry) => entry.code === code)?.status;
    if (status === undefined) throw new Error(`${action.name}: unknown error code ${code}`);
    codes.set(status, [...(codes.get(status) ?? []), code]);
  }
  const failures = [...codes].map(([status, list]) => [
    String(status),
    {
      description: list.join(", "),
      content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
    },
  ]);
  return {
    "200": {
      description: "Done.",
      content: { "application/json": { schema: schemaOf(action.output, "output") } },
    },
    ...Object.fromEntries(failures),
  };
}

/** The errors of every door. */
export const baseErrorEntries: readonly ErrorEntry[] = entriesOf(baseErrors) ?? [];
