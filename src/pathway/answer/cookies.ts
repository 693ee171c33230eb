/** Name of the cookie of a link's session. */
export const answerCookie = "tisser-answer";

/** The only addresses to which it is sent: the answer pages in each language, and the JSON door of the same actions. */
const paths = ["/r", "/en/r", "/es/r", "/ar/r", "/api/v1/answers"] as const;

/** `Set-Cookie` values that give, or with an empty secret take away, the session of a link. */
export function answerCookies(
  secret: string,
  { maxAgeSeconds, isSecure }: { readonly maxAgeSeconds: number; readonly isSecure: boolean },
): readonly string[] {
  const secure = isSecure ? "; Secure" : "";
  return paths.map(
    (path) =>
      `${answerCookie}=${secret}; Max-Age=${maxAgeSeconds}; Path=${path}; HttpOnly; SameSite=Lax${secure}`,
  );
}

/** The secret that a request brings; null when it brings none. */
export function answerSecretOf(headers: Headers): string | null {
  const found = /(?:^|;\s*)tisser-answer=([\w-]{40,60})(?:;|$)/.exec(headers.get("cookie") ?? "");
  return found?.[1] ?? null;
}
