import { TisserError } from "#base";
import { describe, expect, test } from "vitest";
import { readEnvironment } from "./env.ts";

function refusal(variables: NodeJS.ProcessEnv): string {
  try {
    readEnvironment(variables);
  } catch (error) {
    if (error instanceof TisserError) return `${error.code} ${error.params["names"] ?? ""}`.trim();
    throw error;
  }
  return "accepted";
}

describe("the environment", () => {
  test("may be empty: everything has a value that works on a bare machine", () => {
    const env = readEnvironment({});
    expect(env).toMatchObject({
      profile: "all",
      port: 8080,
      host: "127.0.0.1",
      databaseUrl: null,
      rateLimit: 3000,
    });
  });

  test("takes pictures for the map only with who made them, from one host", () => {
    const url = "https://tiles.example/{z}/{x}/{y}.png";
    expect(readEnvironment({}).mapTiles).toBeNull();
    expect(readEnvironment({ MAP_TILES_URL: url, MAP_ATTRIBUTION: "© Exemple" }).mapTiles).toEqual({
      url,
      attribution: "© Exemple",
    });
    expect(refusal({ MAP_TILES_URL: url })).toBe("server.badEnvironment MAP_ATTRIBUTION");
    expect(refusal({ MAP_ATTRIBUTION: "© Exemple" })).toBe("server.badEnvironment MAP_TILES_URL");
  });

  test("takes a service of addresses only with whose it is", () => {
    const url = "https://data.geopf.fr/geocodage/";
    expect(readEnvironment({}).geocoder).toBeNull();
    expect(readEnvironment({ GEOCODER_DIALECT: "photon" }).geocoder).toBeNull();
    expect(readEnvironment({ GEOCODER_URL: url, GEOCODER_NAME: "la Géoplateforme (IGN)" }).geocoder).toEqual({
      url: "https://data.geopf.fr/geocodage",
      dialect: "addok",
      name: "la Géoplateforme (IGN)",
    });
    const here = {
      GEOCODER_URL: "http://localhost:2322",
      GEOCODER_NAME: "essai",
      GEOCODER_DIALECT: "photon",
    };
    expect(readEnvironment(here).geocoder?.dialect).toBe("photon");
    expect(refusal({ GEOCODER_URL: url })).toBe("server.badEnvironment GEOCODER_NAME");
    expect(refusal({ GEOCODER_NAME: "IGN" })).toBe("server.badEnvironment GEOCODER_URL");
  });

  test("counts an empty value as not set", () => {
    expect(readEnvironment({ PORT: "", BASE_URL: "" })).toMatchObject({ port: 8080, baseUrl: null });
  });

  test.each([
    ["PORT", "80a"],
    ["PORT", "70000"],
    ["PROFILE", "everything"],
    ["BASE_URL", "tisser.example"],
    ["SMTP_URL", "ftp://x"],
    ["NODE_ENV", "staging"],
    ["RATE_LIMIT", "0"],
    ["SURVEY_DRAFT_DAYS", "0"],
    ["MAP_TILES_URL", "https://tiles.example/{z}/{x}.png"],
    ["MAP_TILES_URL", "http://tiles.example/{z}/{x}/{y}.png"],
    ["MAP_TILES_URL", "https://{x}.tiles.example/{z}/{x}/{y}.png"],
    ["MAP_TILES_URL", "https://{z}.tiles.example/{x}/{y}.png"],
    ["MAP_TILES_URL", "https://*.example/{z}/{x}/{y}.png"],
    ["MAP_TILES_URL", "https://me:secret@tiles.example/{z}/{x}/{y}.png"],
    ["MAP_TILES_URL", "https://tiles.example/{z}/{x}/{y}.png; script-src *"],
    ["MAP_TILES_URL", "javascript:{z}{x}{y}"],
    ["MAP_ATTRIBUTION", "<script>"],
    ["GEOCODER_URL", "http://geocoder.example"],
    ["GEOCODER_URL", "https://me:secret@geocoder.example"],
    ["GEOCODER_URL", "https://geocoder.example/?key=1"],
    ["GEOCODER_URL", "ftp://geocoder.example"],
    ["GEOCODER_DIALECT", "nominatim"],
    ["GEOCODER_NAME", "<b>IGN</b>"],
  ])("stops the start when %s is %s", (name, value) => {
    expect(refusal({ [name]: value })).toBe(`server.badEnvironment ${name}`);
  });

  test("asks for both database addresses or none", () => {
    expect(refusal({ DATABASE_URL: "postgres://a@localhost/b" })).toBe(
      "server.badEnvironment DATABASE_ADMIN_URL",
    );
    expect(refusal({ DATABASE_ADMIN_URL: "postgres://a@localhost/b" })).toBe(
      "server.badEnvironment DATABASE_URL",
    );
  });

  test("refuses an outbox in clear in production, unless it is allowed in so many words", () => {
    const variables = { NODE_ENV: "production", OUTBOX_DIR: "out" };
    expect(refusal(variables)).toBe("server.outboxInProduction");
    expect(refusal({ ...variables, OUTBOX_ALLOWED_IN_PRODUCTION: "true" })).toBe("accepted");
  });

  test("drops the final slash of the address of the site", () => {
    expect(readEnvironment({ BASE_URL: "https://lien.example/" }).baseUrl).toBe("https://lien.example");
  });
});
