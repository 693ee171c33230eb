import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import { baseErrors, randomId, type Actor, type AnyAction, type TisserError } from "#base";
import { surveyFileBytes } from "#observatory";
import { openSurveyDraft } from "#observatory/actions";
import { keptFileBytes } from "#pathway";
import { bringDocument, consentPaperPage, documentPage, keepConsentPaper } from "#pathway/actions";
import type { BoundHandler } from "#storage";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  localPath,
  recognise,
  refuseCrossSite,
  runForRequest,
  sendCookies,
  splitLocale,
  type Caller,
  type DoorServices,
} from "./door.ts";
import { refusalOf } from "./refusal.ts";
import { fillPath } from "./form-routes.ts";
import type { PageDoor } from "./pages.ts";

/** A form that brings a file: the action that takes it, by `uploadId` and `fileName`, and where it is sent. */
interface UploadForm {
  readonly action: AnyAction;
  /** Path to which it is posted; `:name` is a field of the input. */
  readonly path: string;
  /** Path of the page that holds it; where it is posted unless told. */
  readonly page?: string;
  /** Page to which a success leads; `:name` is a field of the answer. */
  readonly done: string;
  /** Largest file, in bytes. */
  readonly most: number;
}

const uploadForms: readonly UploadForm[] = [
  {
    action: openSurveyDraft,
    path: "/observatoire/atelier/enquetes",
    done: "/observatoire/atelier/enquetes/:draftId",
    most: surveyFileBytes,
  },
  {
    action: keepConsentPaper,
    path: `${consentPaperPage}/papier`,
    page: consentPaperPage,
    done: `${consentPaperPage}#papers`,
    most: keptFileBytes,
  },
  {
    action: bringDocument,
    path: documentPage,
    done: documentPage,
    most: keptFileBytes,
  },
];

/** What the doors of files need beside the services. */
export interface UploadDoor {
  readonly services: DoorServices;
  readonly pages: PageDoor;
  /** Folder in which a file lies between its arrival and the action that takes it. */
  readonly folder: string;
}

/** Registers the form doors that take a file, in each language. Bodies are written to disk as they come, never held. */
export async function registerUploadRoutes(
  app: FastifyInstance,
  door: UploadDoor,
  handlers: readonly BoundHandler[],
): Promise<void> {
  // Files of requests that a stopped server never finished belong to nobody.
  await rm(door.folder, { recursive: true, force: true });
  await app.register(async (scope) => {
    scope.addContentTypeParser("multipart/form-data", (_request, payload, done) => done(null, payload));
    for (const form of uploadForms) {
      const bound = handlers.find((handler) => handler.action.name === form.action.name);
      if (bound === undefined) continue;
      for (const prefix of ["", "/en", "/es", "/ar"])
        scope.post(prefix + form.path, (request, reply) =>
          answerUpload(door, { form, bound }, request, reply),
        );
    }
  });
}

interface BoundUpload {
  readonly form: UploadForm;
  readonly bound: BoundHandler;
}

async function answerUpload(
  door: UploadDoor,
  { form, bound }: BoundUpload,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  refuseCrossSite(request, door.services.baseUrl());
  if (!(request.body instanceof Readable)) throw baseErrors.unsupportedMediaType({});
  const caller = await recognise(door.services, request);
  const received: ReceivedForm = { values: {}, file: null };
  try {
    // Who may not send it is told before a byte is kept.
    if (mayBring(bound, caller.actor))
      await receive(request, received, { folder: door.folder, most: form.most });
    const { _key: key, ...fields } = received.values;
    const { output } = await runForRequest(door.services, bound, caller, {
      input: {
        ...fields,
        ...paramsOf(request),
        uploadId: received.file?.id ?? randomId(),
        fileName: received.file?.name ?? "",
      },
      key: key ?? null,
      version: null,
    });
    sendCookies(reply, caller.http);
    const { locale } = splitLocale(request.url.split("?")[0] ?? "/");
    return await reply.redirect(
      localPath(locale, fillPath(form.done, output as Record<string, unknown>)),
      303,
    );
  } catch (error) {
    return await showRefused(door, { form, bound, received, caller, request, reply }, refusalOf(error));
  } finally {
    if (received.file !== null) await rm(join(door.folder, received.file.id), { force: true });
  }
}

/** Whether somebody may bring a file at all; where it hangs on the thing asked about, their roles alone are looked at first. */
function mayBring({ action, implementation }: BoundHandler, actor: Actor): boolean {
  if (implementation.load === undefined) return action.allow.check(actor, undefined as never).allowed;
  return actor.hasSecondFactor && actor.memberships.some(({ role }) => action.roles.includes(role));
}

/** A form as it came: its fields, and the file that lies in the folder under an id. */
interface ReceivedForm {
  values: Record<string, string>;
  file: { readonly id: string; readonly name: string } | null;
}

/** Values of `:name` in the path to which a form was posted. */
function paramsOf(request: FastifyRequest): Readonly<Record<string, string>> {
  return request.params as Record<string, string>;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Writes the file of a form to the folder as it comes, under the key of the form: sent twice, it is one file.
 * @throws base.bodyTooLarge, base.unreadableBody
 */
async function receive(
  request: FastifyRequest,
  into: ReceivedForm,
  { folder, most }: { readonly folder: string; readonly most: number },
): Promise<void> {
  const tooLarge = baseErrors.bodyTooLarge({ limit: `${most / 1_000_000} MB` });
  if (Number(request.headers["content-length"] ?? 0) > most + 100_000) throw tooLarge;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const form = openForm(request.raw, most);
  const writing: Promise<void>[] = [];
  form.on("field", (name, value) => {
    into.values[name] = value;
  });
  form.on("file", (_field, stream, name) => {
    const key = into.values["_key"] ?? "";
    const id = uuid.test(key) ? key : randomId();
    into.file = { id, name };
    writing.push(writeWhole(stream, join(folder, id), tooLarge));
    // Awaited below: until then a failure must not count as one that nobody looks at.
    writing[0]?.catch(() => {});
  });
  try {
    await pipeline(request.body as Readable, form);
  } catch (cause) {
    await Promise.allSettled(writing);
    throw baseErrors.unreadableBody({}, { cause });
  }
  await Promise.all(writing);
}

function openForm(request: IncomingMessage, most: number): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: { ...request.headers, "content-type": request.headers["content-type"] ?? "" },
      limits: { files: 1, fileSize: most, fields: 10, fieldSize: 1000, fieldNameSize: 100, parts: 12 },
    });
  } catch (cause) {
    throw baseErrors.unreadableBody({}, { cause });
  }
}

async function writeWhole(stream: BusboyFileStream, path: string, tooLarge: TisserError): Promise<void> {
  await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
  if (stream.truncated) throw tooLarge;
}

interface RefusedUpload extends BoundUpload {
  readonly received: ReceivedForm;
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The page that holds the form again, with the reason; the file is to be chosen again, as browsers have it. */
async function showRefused(
  { pages }: UploadDoor,
  { form, bound, received, caller, request, reply }: RefusedUpload,
  error: TisserError,
): Promise<unknown> {
  if (error.status >= 500 || error.status === 401 || error.status === 403) throw error;
  sendCookies(reply, caller.http);
  return pages.send(reply, {
    request,
    actor: caller.actor,
    locale: splitLocale(request.url.split("?")[0] ?? "/").locale,
    path: fillPath(form.page ?? form.path, paramsOf(request)),
    status: error.status,
    refused: {
      action: bound.action.name,
      values: Object.fromEntries(Object.entries(received.values).map(([name, value]) => [name, [value]])),
      issues: error.issues,
      code: error.code,
      params: error.params,
    },
  });
}
