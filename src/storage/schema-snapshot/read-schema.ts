import { sql, type RawBuilder } from "kysely";
import type { Database } from "../database.ts";

/** Ours are the schemas of the program; those of extensions, of PostgreSQL and of the job queue are not. */
const ours = sql`n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and n.nspname not like 'pg\\_%'`;
/** Objects that an extension brought are the extension's. */
const ownObject = sql`not exists (select from pg_depend d where d.objid = o.oid and d.deptype = 'e')`;

async function lines(database: Database, query: RawBuilder<{ line: string }>): Promise<readonly string[]> {
  const { rows } = await query.execute(database);
  return rows.map(({ line }) => line);
}

/**
 * The schema as text, one fact a line, sorted within each table: the same for the same migrations, whatever the server's
 * version, order of creation or owner. It holds columns, constraints, indexes, policies, rights, views, functions, triggers.
 */
export async function readSchema(database: Database): Promise<string> {
  const parts = [
    relations,
    columns,
    constraints,
    indexes,
    policies,
    rights,
    columnRights,
    functions,
    triggers,
    schemas,
  ];
  const found = await Promise.all(parts.map((part) => lines(database, part)));
  return `${found.flat().toSorted(byCodeUnit).join("\n")}\n`;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

const relations = sql<{ line: string }>`
  select format('%s.%s %s%s%s%s', n.nspname, o.relname,
    case o.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
      when 'm' then 'materialized view' when 'S' then 'sequence' else 'foreign table' end,
    case when o.relrowsecurity then ', row security' else '' end,
    case when o.relforcerowsecurity then ' forced' else '' end,
    case when o.relkind in ('v', 'm')
      then format(' (%s) as %s', array_to_string(o.reloptions, ', '),
        regexp_replace(pg_get_viewdef(o.oid), '\\s+', ' ', 'g')) else '' end) as line
  from pg_class o join pg_namespace n on n.oid = o.relnamespace
  where o.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and ${ours} and ${ownObject}`;

const columns = sql<{ line: string }>`
  select format('%s.%s column %s %s%s%s%s', n.nspname, o.relname, a.attname,
    format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
    case when a.attidentity <> '' then ' identity' else '' end,
    coalesce(case a.attgenerated when 's' then ' generated ' else ' default ' end
      || pg_get_expr(v.adbin, v.adrelid), '')) as line
  from pg_attribute a join pg_class o on o.oid = a.attrelid join pg_namespace n on n.oid = o.relnamespace
  left join pg_attrdef v on v.adrelid = a.attrelid and v.adnum = a.attnum
  where o.relkind in ('r', 'p', 'f') and a.attnum > 0 and not a.attisdropped and ${ours} and ${ownObject}`;

/** Not-null constraints (18 lists them, 15 does not) are told with the columns. */
const constraints = sql<{ line: string }>`
  select format('%s.%s constraint %s %s', n.nspname, o.relname, c.conname, pg_get_constraintdef(c.oid)) as line
  from pg_constraint c join pg_class o on o.oid = c.conrelid join pg_namespace n on n.oid = o.relnamespace
  where c.contype <> 'n' and ${ours} and ${ownObject}`;

const indexes = sql<{ line: string }>`
  select format('%s.%s index %s', n.nspname, o.relname, pg_get_indexdef(i.indexrelid)) as line
  from pg_index i join pg_class o on o.oid = i.indrelid join pg_namespace n on n.oid = o.relnamespace
  where ${ours} and ${ownObject}
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.conrelid = i.indrelid)`;

const policies = sql<{ line: string }>`
  select format('%s.%s policy %s %s for %s to %s using %s check %s', n.nspname, o.relname, p.polname,
    case when p.polpermissive then 'permissive' else 'restrictive' end, p.polcmd,
    (select string_agg(coalesce(r.rolname, 'public'), ', ' order by r.rolname)
      from unnest(p.polroles) as k(id) left join pg_roles r on r.oid = k.id),
    coalesce(regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\\s+', ' ', 'g'), '-'),
    coalesce(regexp_replace(pg_get_expr(p.polwithcheck, p.polrelid), '\\s+', ' ', 'g'), '-')) as line
  from pg_policy p join pg_class o on o.oid = p.polrelid join pg_namespace n on n.oid = o.relnamespace
  where ${ours}`;

const rights = sql<{ line: string }>`
  select format('%s.%s rights of %s: %s', n.nspname, o.relname, coalesce(r.rolname, 'public'),
    string_agg(lower(x.privilege_type), ', ' order by x.privilege_type)) as line
  from pg_class o join pg_namespace n on n.oid = o.relnamespace
  cross join lateral aclexplode(o.relacl) as x left join pg_roles r on r.oid = x.grantee
  where o.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and x.grantee <> o.relowner and ${ours} and ${ownObject}
  group by n.nspname, o.relname, r.rolname`;

const columnRights = sql<{ line: string }>`
  select format('%s.%s rights of %s on column %s: %s', n.nspname, o.relname, coalesce(r.rolname, 'public'), a.attname,
    string_agg(lower(x.privilege_type), ', ' order by x.privilege_type)) as line
  from pg_attribute a join pg_class o on o.oid = a.attrelid join pg_namespace n on n.oid = o.relnamespace
  cross join lateral aclexplode(a.attacl) as x left join pg_roles r on r.oid = x.grantee
  where a.attnum > 0 and x.grantee <> o.relowner and ${ours} and ${ownObject}
  group by n.nspname, o.relname, r.rolname, a.attname`;

const functions = sql<{ line: string }>`
  select format('%s.%s function (%s) returns %s%s%s, run by %s, body %s', n.nspname, o.proname,
    pg_get_function_identity_arguments(o.oid), pg_get_function_result(o.oid),
    case when o.prosecdef then ', security definer' else '' end,
    coalesce(', set ' || array_to_string(o.proconfig, ', '), ''),
    case when o.proacl is null then 'public' else (
      select coalesce(string_agg(coalesce(r.rolname, 'public'), ', ' order by r.rolname), 'the owner')
      from aclexplode(o.proacl) as x left join pg_roles r on r.oid = x.grantee where x.grantee <> o.proowner) end,
    encode(sha256(convert_to(o.prosrc, 'utf8')), 'hex')) as line
  from pg_proc o join pg_namespace n on n.oid = o.pronamespace where ${ours} and ${ownObject}`;

const triggers = sql<{ line: string }>`
  select format('%s.%s trigger %s', n.nspname, o.relname, pg_get_triggerdef(t.oid)) as line
  from pg_trigger t join pg_class o on o.oid = t.tgrelid join pg_namespace n on n.oid = o.relnamespace
  where not t.tgisinternal and ${ours} and ${ownObject}`;

const schemas = sql<{ line: string }>`
  select format('%s schema, rights of %s: %s', n.nspname, coalesce(r.rolname, 'public'),
    string_agg(lower(x.privilege_type), ', ' order by x.privilege_type)) as line
  from pg_namespace n cross join lateral aclexplode(n.nspacl) as x left join pg_roles r on r.oid = x.grantee
  where x.grantee <> n.nspowner and ${ours} group by n.nspname, r.rolname`;
