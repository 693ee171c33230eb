import { mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Clock, NewId } from "#base";
import type { Transporter } from "nodemailer";
import { serverErrors } from "./errors.ts";

/** A message to send: neutral words only, no word of loneliness or health, an address or number to write to. */
export interface Message {
  readonly channel: "email" | "sms";
  readonly to: string;
  /** Subject of an e-mail; ignored for an SMS. */
  readonly subject: string;
  readonly text: string;
  /** Name of the template, for the log and the outbox. */
  readonly template: string;
}

/** Sends messages; written to the outbox folder too when there is one. */
export interface Messenger {
  readonly send: (message: Message) => Promise<void>;
}

/** Where messages go. With none of them a message is refused, never silently dropped. */
export interface MessengerSettings {
  readonly outboxDir: string | null;
  readonly smtpUrl: string | null;
  readonly smtpFrom: string;
  readonly smsGatewayUrl: string | null;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * Makes the messenger.
 * Errors  server.deliveryFailed when no way is set or the way refuses.
 */
export function makeMessenger(settings: MessengerSettings): Messenger {
  const { smtpUrl } = settings;
  let transport: Promise<Transporter> | null = null;
  return {
    async send(message) {
      if (settings.outboxDir !== null) await writeToOutbox(settings, settings.outboxDir, message);
      if (message.channel === "email" && smtpUrl !== null) {
        transport ??= import("nodemailer").then(({ createTransport }) => createTransport(smtpUrl));
        const mail = await transport;
        await delivered(message, () =>
          mail.sendMail({
            from: settings.smtpFrom,
            to: message.to,
            subject: message.subject,
            text: message.text,
          }),
        );
      } else if (message.channel === "sms" && settings.smsGatewayUrl !== null) {
        const url = settings.smsGatewayUrl;
        await delivered(message, () => postSms(url, message));
      } else if (settings.outboxDir === null) {
        throw serverErrors.deliveryFailed({ channel: message.channel });
      }
    },
  };
}

async function delivered(message: Message, send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (cause) {
    throw serverErrors.deliveryFailed({ channel: message.channel }, { cause });
  }
}

async function postSms(url: string, { to, text }: Message): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ to, text }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`gateway answered ${response.status}`);
}

async function writeToOutbox(settings: MessengerSettings, folder: string, message: Message): Promise<void> {
  const id = settings.newId();
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${id}.tmp`);
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ id, at: settings.clock(), ...message }, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(folder, `${id}.json`));
}
