import type { z } from "zod";
import type { Issue } from "./errors.ts";

type ZodIssue = z.core.$ZodIssue;

/**
 * The faults of a refused input, as coded issues. Codes: `required`, `wrongType`, `tooShort`, `tooLong`, `tooSmall`,
 * `tooBig`, `invalidFormat`, `notInList`, `unknownProperty`, `invalid`, or the `params.code` of a schema's own check.
 */
export function issuesOf(error: z.core.$ZodError): readonly Issue[] {
  return error.issues.flatMap((issue) => issueOf(issue)).slice(0, 50);
}

function issueOf(issue: ZodIssue): Issue[] {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [path, key.slice(0, 100)].filter(Boolean).join("."),
      code: "unknownProperty",
    }));
  }
  return [{ path, code: codeOf(issue) }];
}

function codeOf(issue: ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "required" : "wrongType";
    case "too_small":
      return isSized(issue.origin) ? "tooShort" : "tooSmall";
    case "too_big":
      return isSized(issue.origin) ? "tooLong" : "tooBig";
    case "invalid_format":
      return "invalidFormat";
    case "invalid_value":
      return issue.input === undefined ? "required" : "notInList";
    case "custom":
      return typeof issue.params?.["code"] === "string" ? issue.params["code"] : "invalid";
    default:
      return "invalid";
  }
}

function isSized(origin: string): boolean {
  return origin === "string" || origin === "array" || origin === "set" || origin === "file";
}
