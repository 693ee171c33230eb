import { join, resolve } from "node:path";
import { profiles, type MapTiles } from "#base";
import { usualDraftDays } from "#observatory";
import { z } from "zod";
import { serverErrors } from "./errors.ts";

const wholeNumber = (minimum: number, maximum: number): z.ZodCoercedNumber =>
  z.coerce.number().int().min(minimum).max(maximum);

/** Words that are shown: no tags, no control and direction marks. */
function plainWords(longest: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^<>\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u);
}

const environmentSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_ADMIN_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PROFILE: z.enum(profiles).default("all"),
  DATA_DIR: z.string().min(1).default(".tisser/data"),
  PORT: wholeNumber(0, 65_535).default(8080),
  HOST: z.string().min(1).default("127.0.0.1"),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  KEYS_FILE: z.string().min(1).optional(),
  OUTBOX_DIR: z.string().min(1).optional(),
  OUTBOX_ALLOWED_IN_PRODUCTION: z.stringbool().default(false),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMTP_FROM: z.string().min(3).default("Tisser <ne-pas-repondre@tisser.invalid>"),
  SMS_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_DIR: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  /** Requests a minute from one address before 429. */
  RATE_LIMIT: wholeNumber(1, 100_000_000).default(3000),
  /** Days for which a file of microdata that is being described is kept after its last change. */
  SURVEY_DRAFT_DAYS: wholeNumber(1, 365).default(usualDraftDays),
  /** Address of the pictures under the map that one moves, as `https://host/{z}/{x}/{y}.png`; needs `MAP_ATTRIBUTION`. */
  MAP_TILES_URL: z.string().refine(isTileAddress).optional(),
  MAP_ATTRIBUTION: plainWords(200).optional(),
  /** Address of a service that says where an address is; needs `GEOCODER_NAME`. */
  GEOCODER_URL: z.string().max(300).refine(isServiceAddress).optional(),
  /** Which kind of service it is. */
  GEOCODER_DIALECT: z.enum(["addok", "photon"]).default("addok"),
  /** Whose service it is, as it is told to whoever types an address. */
  GEOCODER_NAME: plainWords(80).optional(),
  /** Addresses of proxies whose `X-Forwarded-For` is believed, comma-separated; none by default. */
  TRUSTED_PROXIES: z.string().optional(),
});

const fields = ["{z}", "{x}", "{y}"] as const;

/**
 * Whether an address names pictures of one host: `https` (`http` on this machine only), each of `{z}`, `{x}`, `{y}` once and
 * after the host, no name or password, nothing that could end a directive of the content security policy.
 */
function isTileAddress(text: string): boolean {
  const plain = fields.reduce((rest, field) => rest.replace(field, "0"), text);
  if (fields.some((field) => text.split(field).length !== 2)) return false;
  if (/[\s;,{}'"\\]/.test(plain) || !URL.canParse(plain)) return false;
  const { hostname, origin } = new URL(plain);
  return isSafeAddress(new URL(plain)) && !hostname.includes("*") && text.startsWith(`${origin}/`);
}

/** `https` (`http` on this machine only), without name and password. */
function isSafeAddress({ protocol, hostname, username, password }: URL): boolean {
  const isHere = hostname === "localhost" || hostname === "127.0.0.1";
  const isSafe = protocol === "https:" || (protocol === "http:" && isHere);
  return isSafe && username === "" && password === "";
}

/** Whether an address is that of a service: a safe one, to which a path and a question can be added. */
function isServiceAddress(text: string): boolean {
  if (/[\s?#]/.test(text) || !URL.canParse(text)) return false;
  return isSafeAddress(new URL(text));
}

/** The checked environment: the only place where it is read. */
export interface Environment {
  readonly databaseUrl: string | null;
  readonly adminUrl: string | null;
  readonly profile: (typeof profiles)[number];
  /** Absolute folder of the embedded database, keys, anchors. */
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  /** Address of the site without final slash; null means `http://localhost:<port>`. */
  readonly baseUrl: string | null;
  /** Absolute path of the key file, never part of a backup. */
  readonly keysFile: string;
  readonly outboxDir: string | null;
  readonly smtpUrl: string | null;
  readonly smtpFrom: string;
  readonly smsGatewayUrl: string | null;
  readonly logDir: string | null;
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
  readonly mode: "development" | "test" | "production";
  readonly rateLimit: number;
  readonly trustedProxies: readonly string[];
  readonly surveyDraftDays: number;
  readonly mapTiles: MapTiles | null;
  /** The service that says where an address is; null when none was named. */
  readonly geocoder: {
    /** Without final slash. */
    readonly url: string;
    readonly dialect: "addok" | "photon";
    readonly name: string;
  } | null;
}

/**
 * Reads and checks the environment. Empty values count as not set.
 * @throws server.badEnvironment naming each variable that is bad; server.outboxInProduction.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) throw badEnvironment(parsed.error.issues.map((issue) => String(issue.path[0])));
  const env = parsed.data;
  if ((env.DATABASE_URL === undefined) !== (env.DATABASE_ADMIN_URL === undefined)) {
    throw badEnvironment([env.DATABASE_URL === undefined ? "DATABASE_URL" : "DATABASE_ADMIN_URL"]);
  }
  if (env.NODE_ENV === "production" && env.OUTBOX_DIR !== undefined && !env.OUTBOX_ALLOWED_IN_PRODUCTION) {
    throw serverErrors.outboxInProduction({});
  }
  if ((env.MAP_TILES_URL === undefined) !== (env.MAP_ATTRIBUTION === undefined)) {
    throw badEnvironment([env.MAP_TILES_URL === undefined ? "MAP_TILES_URL" : "MAP_ATTRIBUTION"]);
  }
  if ((env.GEOCODER_URL === undefined) !== (env.GEOCODER_NAME === undefined)) {
    throw badEnvironment([env.GEOCODER_URL === undefined ? "GEOCODER_URL" : "GEOCODER_NAME"]);
  }
  const dataDir = resolve(env.DATA_DIR);
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    adminUrl: env.DATABASE_ADMIN_URL ?? null,
    profile: env.PROFILE,
    dataDir,
    port: env.PORT,
    host: env.HOST,
    baseUrl: env.BASE_URL?.replace(/\/+$/, "") ?? null,
    keysFile: resolve(env.KEYS_FILE ?? join(dataDir, "keys.json")),
    outboxDir: env.OUTBOX_DIR === undefined ? null : resolve(env.OUTBOX_DIR),
    smtpUrl: env.SMTP_URL ?? null,
    smtpFrom: env.SMTP_FROM,
    smsGatewayUrl: env.SMS_GATEWAY_URL ?? null,
    logDir: env.LOG_DIR === undefined ? null : resolve(env.LOG_DIR),
    logLevel: env.LOG_LEVEL,
    mode: env.NODE_ENV,
    rateLimit: env.RATE_LIMIT,
    trustedProxies: env.TRUSTED_PROXIES?.split(",").map((address) => address.trim()) ?? [],
    surveyDraftDays: env.SURVEY_DRAFT_DAYS,
    mapTiles:
      env.MAP_TILES_URL === undefined || env.MAP_ATTRIBUTION === undefined
        ? null
        : { url: env.MAP_TILES_URL, attribution: env.MAP_ATTRIBUTION },
    geocoder:
      env.GEOCODER_URL === undefined || env.GEOCODER_NAME === undefined
        ? null
        : {
            url: env.GEOCODER_URL.replace(/\/+$/, ""),
            dialect: env.GEOCODER_DIALECT,
            name: env.GEOCODER_NAME,
          },
  };
}

function badEnvironment(names: readonly string[]): Error {
  return serverErrors.badEnvironment({ names: [...new Set(names)].join(", ") });
}
