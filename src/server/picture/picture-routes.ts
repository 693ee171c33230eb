import { baseErrors, isLocale } from "#base";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { openPrefix, openTo, sendTagged } from "../open-routes.ts";
import type { PageDoor } from "../pages.ts";
import { Raster } from "./raster.ts";

/** The parts of the address of a picture. */
interface PictureParams {
  readonly release: string;
  readonly indicator: string;
  readonly picture: string;
  readonly locale: string;
}

const mediaTypes = { svg: "image/svg+xml; charset=utf-8", png: "image/png" } as const;
const formats = ["svg", "png"] as const;

/**
 * Registers the addresses of pictures: each figure of a release in each language, as SVG and as PNG. They are drawn from
 * the same public answer as the pages and the tables; the same address always gives the same bytes.
 */
export function registerPictureRoutes(
  app: FastifyInstance,
  pages: Pick<PageDoor, "picture">,
  raster: Pick<Raster, "png" | "close"> = new Raster(),
): void {
  app.addHook("onClose", () => raster.close());
  for (const format of formats)
    app.get<{ Params: PictureParams }>(
      `${openPrefix}/statistics/:release/:indicator/:picture/:locale(^[a-z]{2}).${format}`,
      async (request, reply) => {
        const svg = await drawn(pages, request, request.params);
        const file = format === "svg" ? svg : Buffer.from(await raster.png(svg));
        return sendPicture(request, reply, { file, format, params: request.params });
      },
    );
}

/** @throws base.notFound for a language or a picture that there is not; what the action refuses. */
async function drawn(
  pages: Pick<PageDoor, "picture">,
  request: FastifyRequest,
  { locale, ...name }: PictureParams,
): Promise<string> {
  const svg = isLocale(locale) ? await pages.picture(request, locale, name) : null;
  if (svg === null) throw baseErrors.notFound({});
  return svg;
}

function sendPicture(
  request: FastifyRequest,
  reply: FastifyReply,
  of: {
    readonly file: string | Buffer;
    readonly format: (typeof formats)[number];
    readonly params: PictureParams;
  },
): FastifyReply {
  const { release, indicator, picture, locale } = of.params;
  openTo(reply, 86_400)
    .header("content-type", mediaTypes[of.format])
    .header(
      "content-disposition",
      `inline; filename="${indicator}-${picture}-${release}-${locale}.${of.format}"`,
    );
  return sendTagged(request, reply, of.file);
}
