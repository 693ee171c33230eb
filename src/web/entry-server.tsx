import type { PageRequest, PageResponse, RenderPage, RenderPicture } from "#base";
import { readIndicator } from "#observatory/actions";
import { renderToStaticMarkup } from "react-dom/server";
import { addressOf } from "./address.ts";
import { PageProvider } from "./context.ts";
import { Document } from "./document.tsx";
import { failurePage } from "./failure-page.tsx";
import { pictureOf } from "./observatory/picture/picture-of.tsx";
import type { PageContent, PageContext, PageDefinition, SheetContent } from "./page.ts";
import { refusalIn } from "./refusal.ts";
import { allPages, findPage } from "./routes.ts";
import { translator } from "./translate.ts";
import { formatsOf } from "./ui/format.ts";

/** Draws the page of a request: the border between `server` and `web`. */
export const render: RenderPage = (request) => renderWith(allPages, request);

/** Paths of the pages that take a posted question: the server opens its door for these and no others. */
export const postedPaths: readonly string[] = allPages
  .filter((page) => page.takesPosted === true)
  .map((page) => page.path);

/** Draws a picture that leaves the site as a file. */
export const renderPicture: RenderPicture = async (name, request) => {
  const context = contextOf(request, {});
  const { indicator, release, picture } = name;
  const drawn = pictureOf(context, await context.call(readIndicator, { indicator, release }), picture);
  return drawn === null ? null : renderToStaticMarkup(<PageProvider value={context}>{drawn}</PageProvider>);
};

/** As {@link render}, among given pages. */
export async function renderWith(
  pages: readonly PageDefinition[],
  request: PageRequest,
): Promise<PageResponse> {
  const found = findPage(request, pages);
  const context = contextOf(request, found?.params ?? {});
  const content = await openPage(context, found?.page ?? null);
  if ("sheet" in content)
    return {
      status: 200,
      html: "",
      isPublic: false,
      movedTo: null,
      refreshAfter: null,
      sheet: content.sheet,
    };
  const html = renderToStaticMarkup(
    <PageProvider value={context}>
      <Document content={content} />
    </PageProvider>,
  );
  return {
    status: content.status ?? 200,
    html: `<!doctype html>${html}`,
    isPublic: content.isPublic === true && request.refused === null && request.failure === null,
    movedTo: content.movedTo === undefined ? null : context.href(content.movedTo),
    refreshAfter: content.refreshAfter ?? null,
  };
}

function contextOf(request: PageRequest, params: Readonly<Record<string, string>>): PageContext {
  return {
    ...request,
    params,
    t: translator(request.locale),
    format: formatsOf(request.locale),
    href: (path, query) => addressOf(request.locale, path, query),
  };
}

/** An address whose parts fit no page, such as an id that is none, is the address of nothing. */
const invalidInput = "base.invalidInput";
const nothingThere = { code: "base.notFound", status: 404, params: {} } as const;

/** The page's content; a refusal thrown while it loads becomes the page of that error. */
async function openPage(
  context: PageContext,
  page: PageDefinition | null,
): Promise<PageContent | SheetContent> {
  if (context.failure) return failurePage(context, context.failure);
  if (!page) {
    if (context.refused) return failurePage(context, { ...context.refused, status: 422, requestId: null });
    return failurePage(context, { code: "base.notFound", status: 404, params: {}, requestId: null });
  }
  try {
    return await page.open(context);
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal || refusal.status >= 500) throw error;
    return failurePage(context, {
      ...(refusal.code === invalidInput ? nothingThere : refusal),
      requestId: null,
    });
  }
}
