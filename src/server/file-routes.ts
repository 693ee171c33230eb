import type { AnyAction } from "#base";
import {
  exportHoursDepartment,
  exportHoursMonth,
  exportHoursStatement,
  exportPersonHours,
  exportTeamFigures,
  exportTerritoryFigures,
  readConsentPaper,
  readDocument,
  readMomentFile,
  readOwnDocument,
} from "#pathway/actions";
import { exportAnalysis, exportCodebook } from "#observatory/actions";
import { exportFaults } from "#exchange/actions";
import type { BoundHandler } from "#storage";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recognise, runForRequest, sendCookies, type DoorServices } from "./door.ts";
import { isFile, nameFile } from "./open-routes.ts";

/** Files for whoever is signed in: answered under the session of the one who asks, and kept by nobody. */
const ownFiles: readonly { readonly action: AnyAction; readonly path: string }[] = [
  { action: exportAnalysis, path: "/observatoire/atelier/fichier" },
  { action: exportHoursMonth, path: "/pro/heures/fichier" },
  { action: exportHoursStatement, path: "/pro/heures/releves/fichier" },
  { action: exportHoursDepartment, path: "/pro/heures/departements/fichier" },
  { action: exportTeamFigures, path: "/pro/chiffres/fichier" },
  { action: exportTerritoryFigures, path: "/pro/territoire/chiffres/fichier" },
  { action: exportPersonHours, path: "/pro/personnes/heures/fichier" },
  { action: exportCodebook, path: "/observatoire/atelier/codebook" },
  { action: exportFaults, path: "/pro/imports/fautes" },
  { action: readConsentPaper, path: "/pro/orientations/papier" },
  { action: readDocument, path: "/pro/personnes/document" },
  { action: readOwnDocument, path: "/r/moi/document" },
  { action: readMomentFile, path: "/r/moi/agenda" },
];

/** What an action answers that gives a picture. */
const pictureSchema = readConsentPaper.output;

/** Registers the addresses of files for whoever is signed in, in each language of the pages that link to them. */
export function registerFileRoutes(
  app: FastifyInstance,
  services: DoorServices,
  handlers: readonly BoundHandler[],
): void {
  for (const { action, path } of ownFiles) {
    const bound = handlers.find((handler) => handler.action.name === action.name);
    if (bound === undefined) continue;
    for (const prefix of ["", "/en", "/es", "/ar"])
      app.route({
        method: "GET",
        url: prefix + path,
        handler: (request, reply) => answerFile(services, bound, request, reply),
      });
  }
}

async function answerFile(
  services: DoorServices,
  bound: BoundHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = await recognise(services, request);
  const { output } = await runForRequest(services, bound, caller, {
    input: { ...(request.query as Record<string, string>) },
    key: null,
    version: null,
  });
  sendCookies(reply, caller.http);
  reply.header("cache-control", "no-store");
  const picture = pictureSchema.safeParse(output);
  if (picture.success)
    return reply
      .header("content-type", picture.data.mediaType)
      .header("content-disposition", `attachment; filename="${picture.data.fileName}"`)
      .send(Buffer.from(picture.data.base64, "base64"));
  if (!isFile(output)) throw new Error(`${bound.action.name} gives no file`);
  return nameFile(reply, output).send(output.text);
}
