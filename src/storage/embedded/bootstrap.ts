import { Client, escapeLiteral } from "pg";
import { databaseName, loginRole, ownerRole, type DatabaseSecrets } from "./secrets.ts";
import { socketPort } from "./settings.ts";

/** Makes the database and the role under which the application signs in, when they are not there. Harmless when repeated. */
export async function bootstrap(socketFolder: string, secrets: DatabaseSecrets): Promise<void> {
  const client = new Client({
    host: socketFolder,
    port: socketPort,
    user: ownerRole,
    password: secrets.owner,
    database: "postgres",
  });
  client.on("error", () => {}); // the query under way is refused too, which is enough
  await client.connect();
  try {
    const found = await client.query<{ role: boolean; database: boolean }>(
      "select exists (select from pg_roles where rolname = $1) as role," +
        " exists (select from pg_database where datname = $2) as database",
      [loginRole, databaseName],
    );
    if (!found.rows[0]?.role) await client.query(makeRole(secrets.login));
    if (!found.rows[0]?.database) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

function makeRole(password: string): string {
  return (
    `create role ${loginRole} login noinherit nosuperuser nocreatedb nocreaterole nobypassrls` +
    ` password ${escapeLiteral(password)}`
  );
}
