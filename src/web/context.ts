import { createContext, useContext } from "react";
import type { PageContext } from "./page.ts";

const Context = createContext<PageContext | null>(null);

/** Hands the page's context to every component below. */
export const PageProvider = Context.Provider;

/** The page's context, in any component of a page. */
export function usePage(): PageContext {
  const context = useContext(Context);
  if (!context) throw new Error("usePage outside a page");
  return context;
}
