import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { Query } from "../page.ts";

/** Gives the browser another address for a page that answers to something posted; nothing on a page that is read. */
export function ToldAddress({ path, query }: { readonly path: string; readonly query: Query }): ReactNode {
  const { href, posted } = usePage();
  return posted === null ? null : <span hidden data-island="told-address" data-address={href(path, query)} />;
}
