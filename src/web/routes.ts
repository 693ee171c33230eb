import { hasPart, type PageRequest } from "#base";
import { matchPath } from "./address.ts";
import type { PageDefinition } from "./page.ts";

/** Each app of the web lists its pages in its own `routes.ts`, exported as `pages`. */
const lists = import.meta.glob<readonly PageDefinition[]>("./*/routes.ts", { eager: true, import: "pages" });

/** Every page of every app. */
export const allPages: readonly PageDefinition[] = Object.values(lists).flat();

/** A page found for an address. */
export interface FoundPage {
  readonly page: PageDefinition;
  readonly params: Readonly<Record<string, string>>;
}

/** The page at an address, under the profile in force; null when there is none. Literal paths win over `:name`. */
export function findPage(
  request: Pick<PageRequest, "path" | "profile" | "isDevelopment">,
  pages: readonly PageDefinition[] = allPages,
): FoundPage | null {
  const found = pages
    .filter((page) => page.part === undefined || hasPart(request.profile, page.part))
    .filter((page) => !page.isForDevelopment || request.isDevelopment)
    .flatMap((page) => {
      const params = matchPath(page.path, request.path);
      return params ? [{ page, params }] : [];
    });
  return found.toSorted((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0] ?? null;
}
