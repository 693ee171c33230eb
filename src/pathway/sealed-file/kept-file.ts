import { z } from "zod";
import { asText, type FileFault, type PlainFile } from "./plain-file.ts";
import { plainJpeg } from "./plain-jpeg.ts";
import { plainPdf } from "./plain-pdf.ts";
import { plainPng } from "./plain-png.ts";
import { plainWebp } from "./plain-webp.ts";

/** Largest file that is taken, in bytes. */
export const keptFileBytes = 8_000_000;

/** Kinds of files that are taken. */
export const keptMediaTypes = ["image/jpeg", "image/png", "image/webp", "application/pdf"] as const;
/** Kind of a file. */
export type KeptMediaType = (typeof keptMediaTypes)[number];

/** A file as it is handed out. */
export const keptFileSchema = z.strictObject({
  fileName: z.string().max(100),
  mediaType: z.enum(keptMediaTypes),
  /** The file, in base64. */
  base64: z.base64().max(Math.ceil(keptFileBytes / 3) * 4),
});

/** A file that can be kept, or why it cannot. */
export type FileRead =
  | { readonly mediaType: KeptMediaType; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly fault: FileFault };

const readers: readonly {
  readonly mediaType: KeptMediaType;
  readonly begins: (bytes: Uint8Array) => boolean;
  readonly read: (bytes: Uint8Array) => PlainFile;
}[] = [
  { mediaType: "image/jpeg", begins: startsWith("\u00ff\u00d8\u00ff"), read: plainJpeg },
  { mediaType: "image/png", begins: startsWith("\u0089PNG\r\n\u001a\n"), read: plainPng },
  {
    mediaType: "image/webp",
    begins: (bytes) => startsWith("RIFF")(bytes) && asText(bytes, 8, 12) === "WEBP",
    read: plainWebp,
  },
  { mediaType: "application/pdf", begins: startsWith("%PDF-"), read: plainPdf },
];

/**
 * Reads a file by its bytes, whatever its name: a picture is written anew from the parts that draw it, so that neither place,
 * telephone, date nor anything hung on its end is kept; a PDF stays as it is, since a signed document changed is none.
 */
export function readKeptFile(bytes: Uint8Array): FileRead {
  if (bytes.length === 0) return { fault: "empty" };
  const reader = readers.find(({ begins }) => begins(bytes));
  if (reader === undefined) return { fault: "kind" };
  const plain = reader.read(bytes);
  return typeof plain === "string" ? { fault: plain } : { mediaType: reader.mediaType, bytes: plain };
}

function startsWith(text: string): (bytes: Uint8Array) => boolean {
  return (bytes) => asText(bytes, 0, text.length) === text;
}

/** The end of a file's name by its kind. */
export const extensionOf = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "application/pdf": "pdf",
} as const satisfies Readonly<Record<KeptMediaType, string>>;
