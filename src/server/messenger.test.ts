import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomId, type Instant } from "#base";
import { SMTPServer } from "smtp-server";
import { afterAll, describe, expect, test } from "vitest";
import { makeMessenger, type Message, type MessengerSettings } from "./messenger.ts";

const folder = mkdtempSync(join(tmpdir(), "tisser-outbox-"));
const closing: (() => void)[] = [() => rmSync(folder, { recursive: true })];
afterAll(() => {
  for (const close of closing) close();
});

const nowhere: MessengerSettings = {
  outboxDir: null,
  smtpUrl: null,
  smtpFrom: "Tisser <ne-pas-repondre@tisser.invalid>",
  smsGatewayUrl: null,
  clock: () => "2026-11-21T08:30:00.000Z" as Instant,
  newId: randomId,
};
const email: Message = {
  channel: "email",
  to: "lien@val-dargence.example",
  subject: "Un accès vous attend",
  text: "Bonjour, ouvrez ce lien : https://lien.example/x",
  template: "access.invitation",
};
const sms: Message = { ...email, channel: "sms", to: "+33639980100" };

function mailbox(accepts: boolean): Promise<{ readonly url: string; readonly received: string[] }> {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        received.push(Buffer.concat(parts).toString("utf8"));
        done(accepts ? null : new Error("refused"));
      });
    },
  });
  closing.push(() => server.close());
  return new Promise((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => {
      resolve({ url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, received });
    });
  });
}

function gateway(status: number): Promise<{ readonly url: string; readonly received: unknown[] }> {
  const received: unknown[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += String(part)));
    request.on("end", () => {
      received.push(JSON.parse(body));
      response.writeHead(status).end();
    });
  });
  closing.push(() => server.close());
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`, received });
    });
  });
}

describe("a message", () => {
  test("goes out by e-mail, and is written whole to the outbox for the owner only", async () => {
    const { url, received } = await mailbox(true);
    await makeMessenger({ ...nowhere, smtpUrl: url, outboxDir: folder }).send(email);
    expect(received).toHaveLength(1);
    expect(received[0]).toContain("To: lien@val-dargence.example");
    const [name = ""] = readdirSync(folder);
    expect(JSON.parse(readFileSync(join(folder, name), "utf8"))).toMatchObject({
      ...email,
      at: nowhere.clock(),
    });
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  });

  test("goes out by the SMS gateway without its subject", async () => {
    const { url, received } = await gateway(202);
    await makeMessenger({ ...nowhere, smsGatewayUrl: url }).send(sms);
    expect(received).toEqual([{ to: sms.to, text: sms.text }]);
  });

  test("that the other side refuses is told, and not taken for sent", async () => {
    const mail = await mailbox(false);
    const phone = await gateway(500);
    const messenger = makeMessenger({ ...nowhere, smtpUrl: mail.url, smsGatewayUrl: phone.url });
    await expect(messenger.send(email)).rejects.toMatchObject({
      code: "server.deliveryFailed",
      params: { channel: "email" },
    });
    await expect(messenger.send(sms)).rejects.toMatchObject({
      code: "server.deliveryFailed",
      params: { channel: "sms" },
    });
  });

  test("without any way out is refused, never silently dropped", async () => {
    await expect(makeMessenger(nowhere).send(email)).rejects.toMatchObject({ code: "server.deliveryFailed" });
    const outboxOnly = makeMessenger({ ...nowhere, outboxDir: folder });
    await expect(outboxOnly.send(sms)).resolves.toBeUndefined();
  });
});
