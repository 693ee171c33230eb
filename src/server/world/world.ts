import { localDateSchema, roles } from "#base";
import { personFields } from "#pathway";
import { z } from "zod";

const slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const { processingGround, ...describedFields } = personFields;

/** Somebody who signs in. */
const userSchema = z.strictObject({
  slug,
  name: z.string().min(1).max(100),
  /** `<slug>@<territory>.example` unless told. */
  email: z.email().max(200).optional(),
  roles: z
    .array(z.strictObject({ organisation: slug, role: z.enum(roles) }))
    .min(1)
    .max(20),
});

/** An invented person with a file. */
const personSchema = z.strictObject({
  slug,
  organisation: slug,
  processingGround: processingGround.default("public-interest-task"),
  ...describedFields,
});

/** The queue of an organisation that calls people back. */
const callQueueSchema = z.strictObject({
  name: z.string().min(1).max(120),
  /** Codes of towns or departements. */
  areas: z.array(z.string().min(2).max(5)).min(1).max(2000),
  /** OSM `opening_hours`. */
  staffedHours: z.string().min(1).max(500),
  capacity: z.int().min(0).max(1000).default(20),
  promisedDays: z.int().min(1).max(60).default(3),
  isOpen: z.boolean().default(true),
});

/** Who is on call, and when the organisation asks what may tell of suicidal risk. */
const onCallSchema = z.strictObject({
  /** OSM `opening_hours`. */
  askingHours: z.string().min(1).max(500),
  duties: z
    .array(
      z.strictObject({
        user: slug,
        hours: z.string().min(1).max(500),
        /** 1 is told at once, higher ones later. */
        turn: z.int().min(1).max(9).default(1),
      }),
    )
    .min(2)
    .max(50),
});

/** An instrument that is off by default, enabled with its purpose and who answers for it. */
const enabledInstrumentSchema = z.strictObject({
  instrument: z.string().min(1).max(40),
  purpose: z.string().min(20).max(2000),
  answerable: slug,
});

/** An organisation that answers for files. */
const organisationSchema = z.strictObject({
  slug,
  name: z.string().min(1).max(200),
  kind: z.string().max(60).default("association"),
  callQueue: callQueueSchema.optional(),
  onCall: onCallSchema.optional(),
  instruments: z.array(enabledInstrumentSchema).max(40).default([]),
});

/** The fault of a slug that stands twice in a list: everything is derived from it. */
function refuseTwins(
  list: readonly { readonly slug: string }[],
  name: string,
  refine: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  for (const [position, { slug: found }] of list.entries()) {
    if (seen.has(found)) refuse(refine, [name, position, "slug"], "duplicate");
    seen.add(found);
  }
}

function refuse(refine: z.RefinementCtx, path: (string | number)[], code: string): void {
  refine.addIssue({ code: "custom", path, params: { code } });
}

/** A territory (tenant) and all that is in it. */
const territorySchema = z
  .strictObject({
    slug,
    name: z.string().min(1).max(200),
    country: z.string().length(2).default("FR"),
    timeZone: z.string().max(60).default("Europe/Paris"),
    isDemonstration: z.boolean().default(true),
    organisations: z.array(organisationSchema).min(1).max(200),
    users: z.array(userSchema).max(2000).default([]),
    persons: z.array(personSchema).max(20_000).default([]),
    /** Makes this many more invented persons, spread over the organisations. */
    generatePersons: z.int().min(0).max(200_000).default(0),
  })
  .superRefine(({ organisations, users, persons }, refine) => {
    refuseTwins(organisations, "organisations", refine);
    refuseTwins(users, "users", refine);
    refuseTwins(persons, "persons", refine);
    const isKnown = (wanted: string): boolean => organisations.some((one) => one.slug === wanted);
    for (const [position, { organisation }] of persons.entries()) {
      if (!isKnown(organisation))
        refuse(refine, ["persons", position, "organisation"], "unknownOrganisation");
    }
    for (const [position, { onCall, instruments }] of organisations.entries()) {
      const named = [
        ...(onCall?.duties ?? []).map(({ user }, at) => ({ user, at: ["onCall", "duties", at, "user"] })),
        ...instruments.map(({ answerable }, at) => ({
          user: answerable,
          at: ["instruments", at, "answerable"],
        })),
      ];
      for (const { user, at } of named)
        if (!users.some((one) => one.slug === user))
          refuse(refine, ["organisations", position, ...at], "unknownUser");
    }
    for (const [position, { roles: held }] of users.entries()) {
      for (const [place, { organisation }] of held.entries()) {
        if (isKnown(organisation)) continue;
        refuse(refine, ["users", position, "roles", place, "organisation"], "unknownOrganisation");
      }
    }
  });

/** An invented offer of the public directory. */
const offerSchema = z.strictObject({
  slug,
  name: z.string().min(3).max(200),
  organizationName: z.string().min(3).max(200).optional(),
  description: z.string().max(10_000).optional(),
  categories: z.array(z.string().max(20)).max(5).default([]),
  interventions: z.array(z.string().max(40)).max(6).default([]),
  townCode: z.string().regex(/^[0-9][0-9AB][0-9]{3}$/),
  street: z.string().max(300).optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  openingHours: z.string().max(2000).optional(),
  frais: z.array(z.string().max(40)).max(3).default([]),
  phone: z.string().max(40).optional(),
  email: z.email().max(200).optional(),
  website: z.url().max(500).optional(),
  confirmedOn: localDateSchema.optional(),
  kind: z.string().max(20).optional(),
  /** What matching knows of an offer: see docs/world.md. */
  type: z.string().max(40).optional(),
  attendance: z.array(z.string().max(20)).max(6).optional(),
  publics: z.array(z.string().max(60)).max(20).optional(),
  publicsRestricted: z.boolean().optional(),
  ageMin: z.int().min(0).max(120).optional(),
  ageMax: z.int().min(0).max(120).optional(),
  gender: z.enum(["women", "men"]).optional(),
  languages: z.array(z.string().max(20)).max(20).optional(),
  groupSize: z.enum(["small", "medium", "large"]).optional(),
  waysIn: z.array(z.string().max(20)).max(6).optional(),
  transportProvided: z.boolean().optional(),
  byAndFor: z.boolean().optional(),
  costAmount: z.number().min(0).max(10_000).optional(),
  costPer: z.enum(["session", "month", "quarter", "year"]).optional(),
  areaType: z.enum(["country", "departement", "communes"]).optional(),
  areaValues: z.array(z.string().max(5)).max(500).optional(),
  wheelchair: z.enum(["yes", "limited", "no", "unknown"]).optional(),
  accessFeatures: z.array(z.string().max(40)).max(20).optional(),
  capacity: z.enum(["capacity", "waitlist", "no-capacity", "ask"]).optional(),
  capacityNote: z.string().max(300).optional(),
  welcome: z.string().max(200).optional(),
});

/** The format of a world file: see docs/world.md. */
export const worldSchema = z
  .strictObject({
    format: z.literal("tisser-world/1"),
    /** Text from which every id, password and secret is derived: same file, same world. */
    seed: z.string().min(1).max(100),
    territories: z.array(territorySchema).min(1).max(200),
    offers: z.array(offerSchema).max(50_000).default([]),
    /** Makes this many more invented offers around the towns named. */
    generateOffers: z
      .strictObject({
        count: z.int().min(0).max(200_000),
        townCodes: z.array(z.string().max(5)).min(1).max(500),
      })
      .optional(),
  })
  .superRefine(({ territories, offers }, refine) => {
    refuseTwins(territories, "territories", refine);
    refuseTwins(offers, "offers", refine);
  });

/** A world, checked. */
export type World = z.output<typeof worldSchema>;
/** A territory of a world. */
export type WorldTerritory = World["territories"][number];
/** An offer of a world. */
export type WorldOffer = World["offers"][number];

/** What seeding a world gives back: ids and credentials, for tests and for the first sign-in. */
export interface SeededWorld {
  readonly format: "tisser-seeded-world/1";
  readonly territories: readonly SeededTerritory[];
  readonly offers: { readonly created: number; readonly updated: number; readonly unchanged: number };
}

/** Ids and credentials of a territory. */
export interface SeededTerritory {
  readonly slug: string;
  readonly id: string;
  readonly organisations: readonly { readonly slug: string; readonly id: string }[];
  readonly users: readonly {
    readonly slug: string;
    readonly accountId: string;
    readonly email: string;
    readonly password: string;
    /** Base32 secret of the time-based one-time password (RFC 6238, SHA-1, 6 digits, 30 s). */
    readonly totpSecret: string;
    readonly roles: readonly { readonly organisation: string; readonly role: string }[];
  }[];
  readonly persons: readonly { readonly slug: string; readonly id: string; readonly organisation: string }[];
}
