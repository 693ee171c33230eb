import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineAction } from "./action.ts";
import { anyone, hasRole } from "./permission.ts";

const input = z.strictObject({ id: z.guid(), benchId: z.guid(), name: z.string().max(10) });
const output = z.strictObject({});
const declared = {
  name: "bench.paint",
  summary: "Paints a bench.",
  route: "PUT /benches/:benchId",
  part: "directory",
  input,
  output,
  allow: hasRole("volunteer"),
} as const;

describe("a declaration of an action", () => {
  test("says by itself method, path, parameters and roles", () => {
    expect(defineAction(declared)).toMatchObject({
      method: "PUT",
      path: "/benches/:benchId",
      pathParams: ["benchId"],
      isCommand: true,
      roles: ["volunteer"],
    });
  });

  test("that only reads is no command", () => {
    expect(defineAction({ ...declared, route: "GET /benches/:benchId", allow: anyone }).isCommand).toBe(
      false,
    );
  });

  test.each([
    ["a path parameter that the input lacks", { route: "PUT /benches/:colour" }, "colour"],
    ["a personal field that the input lacks", { personal: ["address"] }, "address"],
    ["a version check on what only reads", { route: "GET /benches/:benchId", versioned: true }, "GET"],
    ["a version of what keeps nothing", { keepsNothing: true, versioned: true }, "keeps nothing"],
    ["an audit line of what keeps nothing", { keepsNothing: true, auditRead: true }, "keeps nothing"],
    ["a form on what only reads", { route: "GET /b/:benchId", form: { path: "/b", done: "/b" } }, "GET"],
  ] as const)("with %s stops the program at once", (_, change, word) => {
    expect(() => defineAction({ ...declared, ...change })).toThrow(word);
  });

  test("that may wait on a device needs an id made there", () => {
    const withoutId = z.strictObject({ benchId: z.guid() });
    expect(() => defineAction({ ...declared, input: withoutId, offline: true })).toThrow(
      "id made on the device",
    );
    expect(defineAction({ ...declared, offline: true }).offline).toBe(true);
  });
});
