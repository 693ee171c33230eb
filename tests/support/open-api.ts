/** A JSON Schema as OpenAPI 3.1 holds it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** One operation of the description. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
  readonly security?: readonly unknown[];
  readonly "x-roles"?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>> }>
  >;
}

/** Every operation of a description. */
export function operationsOf(description: unknown): readonly Operation[] {
  const { paths } = description as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<Operation, "method" | "path">>>>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
}

/** The schema of an operation's body; null when it takes none. */
export function bodySchemaOf(operation: Operation): JsonSchema | null {
  return operation.requestBody?.content["application/json"]?.schema ?? null;
}

/** Places in a schema where a text or a list has no limit, as paths. */
export function unlimited(schema: JsonSchema, path = ""): readonly string[] {
  const types = [schema.type ?? []].flat();
  const isClosed = schema.enum !== undefined || schema.const !== undefined;
  const own = [
    ...(types.includes("string") && !isClosed && schema.maxLength === undefined && !isBounded(schema)
      ? [`${path}: text`]
      : []),
    ...(types.includes("array") && schema.maxItems === undefined && schema.prefixItems === undefined
      ? [`${path}: list`]
      : []),
  ];
  const inner = [
    ...Object.entries(schema.properties ?? {}).map(([name, part]) => [`${path}/${name}`, part] as const),
    ...(schema.items ? [[`${path}[]`, schema.items] as const] : []),
    ...[schema.anyOf, schema.oneOf, schema.allOf, schema.prefixItems].flatMap((parts) =>
      (parts ?? []).map((part) => [path, part] as const),
    ),
  ];
  return [...own, ...inner.flatMap(([where, part]) => unlimited(part, where))];
}

/** Whether the pattern or the format alone fixes the length: no open repetition, or a format of one length. */
function isBounded({ pattern, format }: JsonSchema): boolean {
  if (format === "uuid" || format === "date") return true;
  return pattern !== undefined && /^\^.*\$$/.test(pattern) && !/[+*]|\{\d+,\}/.test(pattern);
}
