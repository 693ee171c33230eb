import { sql } from "kysely";
import type { Database } from "./database.ts";
import { storageErrors } from "./errors.ts";
import { readMigrations } from "./migrate.ts";

interface RoleFacts {
  readonly role: string;
  readonly version: number;
  readonly isSuperuser: boolean;
  readonly bypasses: boolean;
  readonly areGroupsMade: boolean;
  readonly inherits: boolean;
  readonly isOwner: boolean;
  readonly inApp: boolean;
  readonly inAuth: boolean;
}

/**
 * Refuses an application role that row security would not hold: superuser, BYPASSRLS, owner of anything (or able to become
 * one), inheriting its groups' rights, or not in the groups. Looks at the role that signed in, not at the one taken on.
 * @throws a coded error for each.
 */
export async function checkLoginRole(database: Database): Promise<void> {
  const { rows } = await sql<RoleFacts>`
    select r.rolname as role, current_setting('server_version_num')::int as version,
      r.rolsuper as "isSuperuser",
      exists (select from pg_roles o
        where (o.rolbypassrls or o.rolsuper) and pg_has_role(r.oid, o.oid, 'member')) as bypasses,
      to_regrole('tisser_app') is not null and to_regrole('tisser_auth') is not null as "areGroupsMade",
      coalesce(pg_has_role(r.oid, to_regrole('tisser_app')::oid, 'usage'), false)
        or coalesce(pg_has_role(r.oid, to_regrole('tisser_auth')::oid, 'usage'), false) as inherits,
      exists (
        select from pg_roles o where pg_has_role(r.oid, o.oid, 'member')
          and (exists (select from pg_class c where c.relowner = o.oid)
            or exists (select from pg_database d where d.datdba = o.oid and d.datname = current_database()))
      ) as "isOwner",
      coalesce(pg_has_role(r.oid, to_regrole('tisser_app')::oid, 'member'), false) as "inApp",
      coalesce(pg_has_role(r.oid, to_regrole('tisser_auth')::oid, 'member'), false) as "inAuth"
    from pg_roles r where r.rolname = session_user`.execute(database);
  const found = rows[0];
  if (found) refuse(found);
}

function refuse({ role, version, ...found }: RoleFacts): void {
  if (version < 150_000) throw storageErrors.serverTooOld({ version: Math.floor(version / 10_000) });
  if (found.isSuperuser) throw storageErrors.roleIsSuperuser({ role });
  if (found.bypasses) throw storageErrors.roleBypassesRowSecurity({ role });
  if (found.isOwner) throw storageErrors.roleIsOwner({ role });
  if (!found.areGroupsMade)
    throw storageErrors.schemaBehind({ database: 0, program: readMigrations().at(-1)?.number ?? 0 });
  if (!found.inApp) throw storageErrors.roleNotMember({ role, group: "tisser_app" });
  if (!found.inAuth) throw storageErrors.roleNotMember({ role, group: "tisser_auth" });
  if (found.inherits) throw storageErrors.roleInherits({ role });
}
