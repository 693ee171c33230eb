import type { Translate } from "../speaker.ts";
import type { Formats } from "../ui/format.ts";

/** A size in kilobytes, as pages write it; at least one. */
export function sizeInWords(
  { t, format }: { readonly t: Translate; readonly format: Formats },
  bytes: number,
): string {
  return t("page.offline.size", { size: format.number(Math.max(1, Math.ceil(bytes / 1000))) });
}
