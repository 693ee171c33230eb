import type { findTowns } from "#directory/actions";
import type { updateFile } from "#pathway/actions";
import { afterEach, describe, expect, test, vi } from "vitest";
import { request, RequestRefused } from "./client.ts";

interface Sent {
  readonly address: string;
  readonly init: RequestInit;
}

function answering(status: number, body: string): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    sent.push({ address, init });
    return new Response(body, { status });
  });
  return sent;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the client of the browser", () => {
  test("asks with a query, without what was not said", async () => {
    const sent = answering(200, '{"towns":[]}');
    expect(
      await request<typeof findTowns>("GET /directory/towns", { q: "l’île & co", limit: undefined }),
    ).toEqual({ towns: [] });
    expect(sent[0]?.address).toBe("/api/v1/directory/towns?q=l%E2%80%99%C3%AEle+%26+co");
    expect(sent[0]?.init.body).toBeUndefined();
  });

  test("changes with a key, the version seen, and the path filled from the input", async () => {
    const sent = answering(200, '{"personId":"p","version":3}');
    const input = { personId: "a/b", givenNames: "Odile", processingGround: "consent" } as const;
    await request<typeof updateFile>("PUT /pathway/persons/:personId", input, {
      version: 2,
      key: "key-of-a-form",
    });
    expect(sent[0]?.address).toBe("/api/v1/pathway/persons/a%2Fb");
    expect(JSON.parse(sent[0]?.init.body as string)).toEqual({
      givenNames: "Odile",
      processingGround: "consent",
    });
    expect(sent[0]?.init.headers).toEqual({
      "content-type": "application/json",
      "idempotency-key": "key-of-a-form",
      "if-match": '"2"',
    });
  });

  test("gives a refusal its code and faulty fields, also when the answer is no JSON", async () => {
    answering(
      422,
      '{"code":"base.invalidInput","message":"…","requestId":"r","issues":[{"path":"q","code":"required"}]}',
    );
    const refused = request<typeof findTowns>("GET /directory/towns", { q: "" });
    await expect(refused).rejects.toBeInstanceOf(RequestRefused);
    await expect(refused).rejects.toMatchObject({
      code: "base.invalidInput",
      status: 422,
      issues: [{ path: "q" }],
    });
    answering(502, "<html>");
    await expect(request<typeof findTowns>("GET /directory/towns", { q: "x" })).rejects.toMatchObject({
      code: "base.unexpected",
    });
  });
});
