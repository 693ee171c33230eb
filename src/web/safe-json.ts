/**
 * JSON that may stand inside a `<script>`: no `<`, `>` or `&`, so that no text can end the element or begin a comment,
 * and no line separators that old parsers stumble over.
 */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
