import { baseErrors, TisserError } from "#base";

/** The error to answer for whatever was thrown: ours as it is, the framework's translated, all else unexpected. */
export function refusalOf(error: unknown): TisserError {
  if (error instanceof TisserError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return baseErrors.bodyTooLarge({ limit: "" });
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return baseErrors.unsupportedMediaType({});
  if (code === "FST_ERR_CTP_EMPTY_JSON_BODY" || code === "FST_ERR_CTP_INVALID_CONTENT_LENGTH") {
    return baseErrors.unreadableBody({});
  }
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  if (status === 429) return baseErrors.tooManyRequests({ seconds: 60 });
  if (status >= 400 && status < 500) return baseErrors.unreadableBody({}, { cause: error });
  return baseErrors.unexpected({}, { cause: error });
}

/** Where an error came from: its class, its code, and the places of the stack without the message. */
export function traceOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return {};
  const places = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  return {
    causeName: error.name,
    causeCode: "code" in error ? String(error.code) : undefined,
    causeAt: places.slice(0, 8).map((line) => line.trim()),
  };
}
