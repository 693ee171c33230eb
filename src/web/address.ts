import { defaultLocale, hasPart, type Locale, type Profile } from "#base";
import type { Query } from "./page.ts";

/** The address of a path in a language: French without prefix, `/en/…`, `/es/…`, `/ar/…`. */
export function addressOf(locale: Locale, path: string, query: Query = {}): string {
  const local = locale === defaultLocale ? path : `/${locale}${path === "/" ? "" : path}`;
  return withQuery(local, query);
}

function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "" && value !== false)
      search.append(name, String(value));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Where one begins: the question of the directory, the figures where there is only the observatory, else one's account. */
export function startPath(profile: Profile): string {
  if (hasPart(profile, "directory")) return "/";
  return hasPart(profile, "observatory") ? "/observatoire" : "/compte";
}

/** The values of `:name` when a path fits a pattern, else null. A value is one segment, never empty. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split("/");
  const given = (path.length > 1 ? path.replace(/\/$/, "") : path).split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [position, step] of wanted.entries()) {
    const segment = given[position] ?? "";
    if (step.startsWith(":")) {
      if (segment === "") return null;
      params[step.slice(1)] = segment;
    } else if (step !== segment) return null;
  }
  return params;
}
