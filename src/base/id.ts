import { parse, v5, v7 } from "uuid";
import { z } from "zod";

/** A UUID that names one kind of thing, so that a person's id cannot be passed for an organisation's. */
export type Id<Kind extends string> = string & { readonly __kind: Kind };

/** Schema of an {@link Id}: a UUID in lower case. */
export function idSchema<Kind extends string>(): z.ZodType<Id<Kind>, string> {
  return z
    .guid()
    .length(36)
    .transform((text) => text.toLowerCase() as Id<Kind>);
}

/** A territory: the tenant to which personal rows belong. */
export type TenantId = Id<"tenant">;
/** An organisation that answers for files (data controller) inside a territory. */
export type ControllerId = Id<"controller">;
/** An account of a professional or volunteer. */
export type AccountId = Id<"account">;
/** A person met, accompanied or calling. */
export type PersonId = Id<"person">;

/** Tenant under which acts of the platform itself (imports, settings) are audited. It is no territory. */
export const platformTenantId = "00000000-0000-0000-0000-000000000000" as TenantId;

/** Makes a new id. Handed to handlers as an argument, so that tests can fix it. */
export type NewId = <Kind extends string>() => Id<Kind>;

/** Random, time-ordered ids (UUID version 7). */
export const randomId: NewId = <Kind extends string>() => v7() as Id<Kind>;

const namespace = parse("a1d4a7a6-9c53-5e0b-8d1e-6f3d6b1c7e55");
const utf8 = new TextEncoder();

/**
 * The id that a name always gets (UUID version 5, RFC 9562 §5.5), as HSDS asks of imported records.
 * @param parts joined by a slash, for instance source id and the source's own id.
 */
export function stableId<Kind extends string>(...parts: readonly string[]): Id<Kind> {
  return v5(utf8.encode(parts.join("/")), namespace) as Id<Kind>;
}
