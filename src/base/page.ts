import type { AnyAction, CallOf, OutputOf } from "./action.ts";
import type { Actor } from "./actor.ts";
import type { Instant } from "./date.ts";
import type { ErrorParams, Issue } from "./errors.ts";
import type { Locale } from "./locale.ts";
import type { PrintedSheet } from "./printed-sheet.ts";
import type { Profile } from "./profile.ts";

/** Calls an action in process, with the permission and audit of the door. Throws {@link TisserError}. */
export type CallAction = <A extends AnyAction>(action: A, input: CallOf<A>) => Promise<OutputOf<A>>;

/** Pictures under the map that one moves, from a host that the operator named. */
export interface MapTiles {
  /** Address of a picture with `{z}`, `{x}` and `{y}`. */
  readonly url: string;
  /** Who made them, as their licence asks it to be said. */
  readonly attribution: string;
}

/** The service that says where an address is, as pages tell of it. */
export interface AddressService {
  /** Whose it is. */
  readonly name: string;
  /** The host to which the text goes. */
  readonly host: string;
}

/** A form that was refused: shown again with what was typed, and what is wrong. */
export interface RefusedForm {
  /** Name of the action to which it was posted. */
  readonly action: string;
  /** What was typed, field by field; a list has several values. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly issues: readonly Issue[];
  readonly code: string;
  readonly params: ErrorParams;
}

/** What the server hands to the built pages: the border between `server` and `web`. */
export interface PageRequest {
  /** Path without language prefix, decoded, for instance `/lieu/0190…`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Fields of a question that was posted, because it has no place in an address; null for a page that is read. */
  readonly posted: URLSearchParams | null;
  readonly locale: Locale;

  readonly actor: Actor;
  readonly profile: Profile;
  readonly now: Instant;
  /** Base address of the site, without final slash. */
  readonly baseUrl: string;
  readonly isDevelopment: boolean;
  /** Whether the territory shown holds demonstration data, which is labelled wherever it shows. */
  readonly isDemonstration: boolean;
  /** Null unless the operator named a host: then the map has outlines only. */
  readonly mapTiles: MapTiles | null;
  /** Null unless the operator named a service: then towns and postcodes alone are understood. */
  readonly addressService: AddressService | null;
  /** The form just refused, if any. */
  readonly refused: RefusedForm | null;
  /** Set when the page to show is that of an error: code, status and request id. */
  readonly failure: {
    readonly code: string;
    readonly status: number;
    readonly params: ErrorParams;
    readonly requestId: string;
  } | null;
  readonly call: CallAction;
  /** Makes a key for a form, so that sending it twice is harmless. */
  readonly newKey: () => string;
}

/** What the built pages answer. */
export interface PageResponse {
  readonly status: number;
  readonly html: string;
  /** Whether the page is the same for everybody and may be cached for a minute. */
  readonly isPublic: boolean;
  /** Address, from the root of the site, to which the reader is sent instead: for good, or from a question that was posted; null for the page itself. */
  readonly movedTo: string | null;
  /** Seconds after which the browser asks for the page again, because what it shows goes on; null for a page that is done. */
  readonly refreshAfter: number | null;
  /** A sheet to be sent as PDF instead of the page; absent for a page. */
  readonly sheet?: PrintedSheet;
}

/** The built entry of the pages exports this function. Pages of unknown paths answer 404. */
export type RenderPage = (request: PageRequest) => Promise<PageResponse>;

/** A picture that can leave the site as a file. */
export interface PictureName {
  readonly release: string;
  readonly indicator: string;
  /** Its name among the pictures of the indicator. */
  readonly picture: string;
}

/**
 * The built entry of the pages exports this function too: a picture as SVG, in the language of the request and the same
 * for everybody; null when there is none of this name.
 */
export type RenderPicture = (name: PictureName, request: PageRequest) => Promise<string | null>;
