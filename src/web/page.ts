import type { PageRequest, PrintedSheet, ProductPart } from "#base";
import type { ReactNode } from "react";
import type { Formats } from "./ui/format.ts";
import type { Translate } from "./speaker.ts";

/** What a page has at hand: the request, texts, formats and addresses in the reader's language. */
export interface PageContext extends PageRequest {
  /** Values of `:name` in the page's path. */
  readonly params: Readonly<Record<string, string>>;
  /** The text of a key in the reader's language. */
  readonly t: Translate;
  readonly format: Formats;
  /** Address of a path in the reader's language, with a query when given. */
  readonly href: (path: string, query?: Query) => string;
}

/** Values of a query; those that are null, undefined or empty are left out. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What a page shows. */
export interface PageContent {
  /** Text of the tab, without the name of the site. Discreet: it stays in the history of the browser. */
  readonly title: string;
  /** One sentence for search engines; absent keeps the page out of them. */
  readonly description?: string;
  /** 200 unless told. */
  readonly status?: number;
  /** The content of `<main>`; it holds the only `<h1>`. */
  readonly main: ReactNode;
  /** schema.org description. */
  readonly jsonLd?: unknown;
  /** Whether the page is the same for everybody and may be cached for a minute; false unless told. */
  readonly isPublic?: boolean;
  /** Path and query to which the language links lead; those of the request unless told. */
  readonly samePath?: string;
  /** The address under which search engines keep the page; its path without any query unless told. */
  readonly canonical?: { readonly path: string; readonly query: Query };
  /** Address at which the thing asked for now is: the reader is sent there, for good unless a posted question led here. */
  readonly movedTo?: string;
  /** Seconds after which the browser asks for the page again, without a script: for a page that waits for work to be done. */
  readonly refreshAfter?: number;
  /** Printed in the corner of the sheet: the address of the page as a QR code. */
  readonly hasPrintedCode?: boolean;
}

/** A sheet of paper at the address of a page: sent as a tagged PDF, under its own name. */
export interface SheetContent {
  readonly sheet: PrintedSheet;
}

/** A page: where it is, in which part of the product, and how it is made. */
export interface PageDefinition {
  /** Path without language prefix; `:name` stands for one segment. */
  readonly path: string;
  /** Part of the product; outside a profile that has it, the page does not exist. Absent: everywhere. */
  readonly part?: ProductPart;
  /** Whether it exists in development only. */
  readonly isForDevelopment?: boolean;
  /**
   * Whether a question may be posted to it (`context.posted`), because what is asked has no place in an address. It changes nothing.
   */
  readonly takesPosted?: boolean;
  /** Loads by `context.call` and shows. Errors of `call` may be left to become the error page. */
  readonly open: (context: PageContext) => Promise<PageContent | SheetContent> | PageContent | SheetContent;
}
