import type { PathwayChoices } from "../territory-pathway/choices.ts";
import { isAsked } from "./age-band.ts";
import { selfCheckErrors } from "./errors.ts";
import type { OpenedSheet } from "./sealed-sheet.ts";
import type { Sheet } from "./sheet.ts";

/** Answers of somebody who is not asked any more, since the age was raised meanwhile, count as gone. */
export function openedFor(choices: PathwayChoices, opened: OpenedSheet): OpenedSheet {
  return opened.state === "open" && !isAsked(opened.sheet.age, choices) ? { state: "expired" } : opened;
}

/** The sheet, or the refusal that says why there is none. @throws pathway.selfCheckExpired, pathway.selfCheckUnreadable */
export function openSheetOf(opened: OpenedSheet): Sheet {
  if (opened.state === "open") return opened.sheet;
  throw opened.state === "unreadable"
    ? selfCheckErrors.selfCheckUnreadable({})
    : selfCheckErrors.selfCheckExpired({});
}
