import { sql, type RawBuilder } from "kysely";
import type { Database } from "../database.ts";

/** A fault of the schema: the table or function, and the rule that it breaks. */
export interface SchemaFault {
  readonly object: string;
  readonly rule: string;
}

/** `SECURITY DEFINER` functions that were looked at and allowed, as `schema.name`; each must pin its search path. */
export const allowedDefiners: readonly string[] = [
  "public.accords_of_all",
  "public.append_audit",
  "public.erase_person",
  "public.gather_statistics",
  "public.licensed_words_of_all",
  "public.match_weights_of_areas",
  "public.open_call_queues",
  "public.pathways_in_force",
];

/** Policies that let rows of several territories be seen, looked at and allowed. */
const allowedPolicies: readonly string[] = [
  // An account reads its own memberships everywhere, to choose a territory.
  "public.membership policy membership_own",
];

/** Schema of accounts and sessions: without territory, named here as the one exception. */
const exception = "auth";

/** Tables that lead to a territory before one is known, looked at and allowed: digests, ids and times only. */
const allowedWithoutRowSecurity: readonly string[] = ["timer_due", "link_place", "visit_card"];

const tenantTables = sql`
  select o.oid, o.relname, n.nspname, o.relrowsecurity, o.relforcerowsecurity, a.attnum as tenant
  from pg_class o join pg_namespace n on n.oid = o.relnamespace
  join pg_attribute a on a.attrelid = o.oid and a.attname = 'tenant_id' and not a.attisdropped
  where o.relkind in ('r', 'p') and n.nspname not in (${exception}, 'pgboss', 'pg_catalog', 'information_schema')
    and o.relname <> all (${allowedWithoutRowSecurity}::text[])`;

const name = sql`format('%s.%s', t.nspname, t.relname)`;

function rules(definers: readonly string[]): Readonly<Record<string, RawBuilder<{ object: string }>>> {
  return {
    "a table with tenant_id has row security, enabled and forced": sql`
      select ${name} as object from (${tenantTables}) t where not (t.relrowsecurity and t.relforcerowsecurity)`,
    "a table with tenant_id has a policy that lets rows through": sql`
      select ${name} as object from (${tenantTables}) t
      where not exists (select from pg_policy p where p.polrelid = t.oid and p.polpermissive)`,
    "every policy that lets rows through names the territory, or a restrictive one beside it does": sql`
      select format('%s policy %s', ${name}, p.polname) as object from (${tenantTables}) t
      join pg_policy p on p.polrelid = t.oid and p.polpermissive
      where (coalesce(pg_get_expr(p.polqual, p.polrelid), 'tisser.tenant') not like '%tisser.tenant%'
          or coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'tisser.tenant') not like '%tisser.tenant%')
        and not exists (
          select from pg_policy r where r.polrelid = t.oid and not r.polpermissive and r.polcmd = '*'
            and r.polroles = array[0::oid] and pg_get_expr(r.polqual, r.polrelid) like '%tisser.tenant%')
        and format('%s policy %s', ${name}, p.polname) <> all (${allowedPolicies}::text[])`,
    "tenant_id is never null": sql`
      select ${name} as object from (${tenantTables}) t
      join pg_attribute a on a.attrelid = t.oid and a.attnum = t.tenant where not a.attnotnull`,
    "a table with tenant_id has a primary key": sql`
      select ${name} as object from (${tenantTables}) t
      where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
    "keys and unique indexes of a table with tenant_id begin with it": sql`
      select format('%s index %s', ${name}, i.indexrelid::regclass) as object from (${tenantTables}) t
      join pg_index i on i.indrelid = t.oid and i.indisunique where i.indkey[0] <> t.tenant`,
    "foreign keys between tables with tenant_id are composite and begin with it": sql`
      select format('%s constraint %s', ${name}, c.conname) as object from (${tenantTables}) t
      join pg_constraint c on c.conrelid = t.oid and c.contype = 'f'
      join (${tenantTables}) f on f.oid = c.confrelid
      where c.conkey[1] <> t.tenant or c.confkey[1] <> f.tenant`,
    "every view asks with the rights of its reader": sql`
      select format('%s.%s', n.nspname, o.relname) as object
      from pg_class o join pg_namespace n on n.oid = o.relnamespace
      where o.relkind = 'v' and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
        and not coalesce('security_invoker=true' = any (o.reloptions), false)
        and not exists (select from pg_depend d where d.objid = o.oid and d.deptype = 'e')`,
    "there is no materialized view": sql`
      select format('%s.%s', n.nspname, o.relname) as object
      from pg_class o join pg_namespace n on n.oid = o.relnamespace where o.relkind = 'm'`,
    "functions with the rights of their owner are allowed by name and pin their search path": sql`
      select format('%s.%s', n.nspname, o.proname) as object
      from pg_proc o join pg_namespace n on n.oid = o.pronamespace
      where o.prosecdef and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
        and not exists (select from pg_depend d where d.objid = o.oid and d.deptype = 'e')
        and not (format('%s.%s', n.nspname, o.proname) = any (${definers}::text[])
          and exists (select from unnest(o.proconfig) as setting where setting like 'search_path=%'))`,
    "the application never empties, alters or refers to a table": sql`
      select format('%s: %s', o.oid::regclass, lower(x.privilege_type)) as object
      from pg_class o cross join lateral aclexplode(o.relacl) as x
      join pg_roles r on r.oid = x.grantee
      where r.rolname in ('tisser_app', 'tisser_auth')
        and x.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'USAGE')`,
    "the application has no right on accounts, nor signing in on anything else": sql`
      select format('%s.%s for %s', n.nspname, o.relname, r.rolname) as object
      from pg_class o join pg_namespace n on n.oid = o.relnamespace
      cross join lateral aclexplode(o.relacl) as x join pg_roles r on r.oid = x.grantee
      where (r.rolname = 'tisser_app' and n.nspname = ${exception})
        or (r.rolname = 'tisser_auth' and n.nspname <> ${exception})`,
    "no table is open to everybody": sql`
      select o.oid::regclass::text as object
      from pg_class o join pg_namespace n on n.oid = o.relnamespace
      cross join lateral aclexplode(o.relacl) as x
      where x.grantee = 0 and n.nspname not in ('pg_catalog', 'information_schema')`,
  };
}

/** What the schema does against the rules of row security; an empty list when all is well. */
export async function lintSchema(
  database: Database,
  definers: readonly string[] = allowedDefiners,
): Promise<readonly SchemaFault[]> {
  const faults: SchemaFault[] = [];
  for (const [rule, query] of Object.entries(rules(definers))) {
    const { rows } = await query.execute(database);
    faults.push(...rows.map(({ object }) => ({ object, rule })));
  }
  return faults;
}
