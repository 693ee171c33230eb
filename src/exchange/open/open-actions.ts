import { anyone, defineAction, localDateSchema } from "#base";
import { z } from "zod";

const uuid = z.guid();
const page = z.coerce.number().int().min(1).max(100_000).default(1);
const perPage = z.coerce.number().int().min(1).max(100).default(50);
const flag = z.string().max(5).pipe(z.stringbool()).default(false);
const clock = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d(:\d\d)?$/);

/** A record of a standard: the standard's own schema says more, and tests hold us to it. */
const record = z.record(z.string().max(60), z.unknown());

/** A page, as HSDS and ORUK want it. */
const hsdsPage = z.strictObject({
  total_items: z.int().min(0),
  total_pages: z.int().min(0),
  page_number: z.int().min(1),
  size: z.int().min(0),
  first_page: z.boolean(),
  last_page: z.boolean(),
  empty: z.boolean(),
  contents: z.array(record).max(100),
});

/** A page, as the API of data·inclusion gives it. */
const inclusionPage = z.strictObject({
  items: z.array(record).max(100),
  total: z.int().min(0),
  page: z.int().min(1),
  size: z.int().min(1),
  pages: z.int().min(0),
});

const paging = { page, per_page: perPage };
const taxonomyFilter = { taxonomy_term_id: uuid.optional(), taxonomy_id: uuid.optional() };
const offerFilter = {
  ...paging,
  ...taxonomyFilter,
  search: z.string().trim().min(1).max(100).optional(),
  organization_id: uuid.optional(),
  /** A day or a moment, of which the day counts: changes are kept by the day. */
  modified_after: z
    .string()
    .max(40)
    .regex(/^\d{4}-\d{2}-\d{2}(?:T.*)?$/)
    .transform((text) => text.slice(0, 10))
    .pipe(localDateSchema)
    .optional(),
  minimum_age: z.coerce.number().min(0).max(150).optional(),
  maximum_age: z.coerce.number().min(0).max(150).optional(),
  start_time: clock.optional(),
  end_time: clock.optional(),
  day: z
    .string()
    .max(20)
    .transform((text) => text.slice(0, 2).toUpperCase())
    .pipe(z.enum(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]))
    .optional(),
};

const shared = { part: "directory", allow: anyone, isPublicRead: true, cacheSeconds: 300 } as const;

/** Says what is published at the root of the open data. */
export const readOpenRoot = defineAction({
  ...shared,
  name: "exchange.readOpenRoot",
  summary:
    "Version, profile and description of the open directory (HSDS 3.0 with the filters of Open Referral UK).",
  route: "GET /open",
  input: z.strictObject({}),
  output: z.strictObject({
    version: z.literal("3.0"),
    profile: z.url().max(500),
    openapi_url: z.url().max(500),
  }),
});

/** Lists services. */
export const listOpenServices = defineAction({
  ...shared,
  name: "exchange.listOpenServices",
  summary: "Services in HSDS 3.0, a page at a time, with the filters of HSDS and of Open Referral UK.",
  route: "GET /open/services",
  input: z.strictObject({ ...offerFilter, minimal: flag, full: flag }),
  output: hsdsPage,
});

/** Reads a service. */
export const readOpenService = defineAction({
  ...shared,
  name: "exchange.readOpenService",
  summary: "A service in HSDS 3.0, whole.",
  route: "GET /open/services/:id",
  input: z.strictObject({ id: uuid }),
  output: record,
  errors: ["exchange.openNotFound"],
});

/** Lists services at their locations. */
export const listOpenServiceAtLocations = defineAction({
  ...shared,
  name: "exchange.listOpenServiceAtLocations",
  summary: "Services at their locations in HSDS 3.0, also around a postcode.",
  route: "GET /open/service_at_locations",
  input: z.strictObject({
    ...offerFilter,
    full: flag,
    postcode: z.string().max(10).optional(),
    /** Metres from the centre of the postcode. */
    proximity: z.coerce.number().min(0).max(200_000).optional(),
  }),
  output: hsdsPage,
});

/** Reads a service at a location. */
export const readOpenServiceAtLocation = defineAction({
  ...shared,
  name: "exchange.readOpenServiceAtLocation",
  summary: "A service at a location in HSDS 3.0, whole.",
  route: "GET /open/service_at_locations/:id",
  input: z.strictObject({ id: uuid }),
  output: record,
  errors: ["exchange.openNotFound"],
});

/** Lists organisations. */
export const listOpenOrganizations = defineAction({
  ...shared,
  name: "exchange.listOpenOrganizations",
  summary: "Organisations in HSDS 3.0, a page at a time.",
  route: "GET /open/organizations",
  input: z.strictObject({
    ...paging,
    search: z.string().trim().min(1).max(100).optional(),
    full: flag,
    full_service: flag,
  }),
  output: hsdsPage,
});

/** Reads an organisation. */
export const readOpenOrganization = defineAction({
  ...shared,
  name: "exchange.readOpenOrganization",
  summary: "An organisation in HSDS 3.0.",
  route: "GET /open/organizations/:id",
  input: z.strictObject({ id: uuid }),
  output: record,
  errors: ["exchange.openNotFound"],
});

/** Lists ids that lead to others. */
export const listMergedIds = defineAction({
  ...shared,
  name: "exchange.listMergedIds",
  summary: "Ids of offers (service_at_location) that were merged, each with the id that took its place.",
  route: "GET /open/merged_ids",
  input: z.strictObject(paging),
  output: hsdsPage,
});

/** Lists our taxonomies. */
export const listOpenTaxonomies = defineAction({
  ...shared,
  name: "exchange.listOpenTaxonomies",
  summary: "The two taxonomies of this directory: five ways of acting, six types of intervention.",
  route: "GET /open/taxonomies",
  input: z.strictObject({ ...paging, search: z.string().trim().min(1).max(100).optional() }),
  output: hsdsPage,
});

/** Reads a taxonomy. */
export const readOpenTaxonomy = defineAction({
  ...shared,
  name: "exchange.readOpenTaxonomy",
  summary: "A taxonomy of this directory.",
  route: "GET /open/taxonomies/:id",
  input: z.strictObject({ id: uuid }),
  output: record,
  errors: ["exchange.openNotFound"],
});

/** Lists the terms of our taxonomies. */
export const listOpenTaxonomyTerms = defineAction({
  ...shared,
  name: "exchange.listOpenTaxonomyTerms",
  summary: "Terms of the taxonomies of this directory, with close terms of other vocabularies.",
  route: "GET /open/taxonomy_terms",
  input: z.strictObject({
    ...paging,
    search: z.string().trim().min(1).max(100).optional(),
    taxonomy_id: uuid.optional(),
    top_only: flag,
    parent_id: uuid.optional(),
  }),
  output: hsdsPage,
});

/** Reads a term. */
export const readOpenTaxonomyTerm = defineAction({
  ...shared,
  name: "exchange.readOpenTaxonomyTerm",
  summary: "A term of a taxonomy of this directory.",
  route: "GET /open/taxonomy_terms/:id",
  input: z.strictObject({ id: uuid }),
  output: record,
  errors: ["exchange.openNotFound"],
});

const inclusionPaging = { page, size: perPage };

/** Lists structures for data·inclusion. */
export const listInclusionStructures = defineAction({
  ...shared,
  name: "exchange.listInclusionStructures",
  summary: "Structures in the schema of data·inclusion, version 1.",
  route: "GET /open/data-inclusion/structures",
  input: z.strictObject(inclusionPaging),
  output: inclusionPage,
});

/** Lists services for data·inclusion. */
export const listInclusionServices = defineAction({
  ...shared,
  name: "exchange.listInclusionServices",
  summary: "Services in the schema of data·inclusion, version 1.",
  route: "GET /open/data-inclusion/services",
  input: z.strictObject(inclusionPaging),
  output: inclusionPage,
});
