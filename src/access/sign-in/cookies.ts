import { createHmac, timingSafeEqual } from "node:crypto";

/** Value of a cookie in a request; null when it is not there. */
export function readCookie(headers: Headers, name: string): string | null {
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const [key = "", ...rest] = part.trim().split("=");
    if (key === name) return decode(rest.join("="));
  }
  return null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Content of a cookie signed by better-auth (`value.signature`, HMAC-SHA-256 in base64); null when it is not ours. */
export function openSigned(cookie: string | null, secret: string): string | null {
  const dot = cookie?.lastIndexOf(".") ?? -1;
  if (cookie === null || dot < 1) return null;
  const value = cookie.slice(0, dot);
  const expected = createHmac("sha256", secret).update(value).digest();
  const given = Buffer.from(cookie.slice(dot + 1), "base64");
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : null;
}

/** The request's headers with these cookies only: better-auth sees what an action hands to it, and no more. */
export function onlyCookies(headers: Headers, names: readonly string[]): Headers {
  const cookies = names.flatMap((name) => {
    const value = readCookie(headers, name);
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  return new Headers(cookies.length === 0 ? {} : { cookie: cookies.join("; ") });
}

/** A `Set-Cookie` value with the attributes of every cookie of sign-in; `maxAge` in seconds, 0 removes it. */
export function setCookie(
  name: string,
  value: string,
  options: { isSecure: boolean; maxAge: number },
): string {
  const secure = options.isSecure ? "; Secure" : "";
  return `${name}=${encodeURIComponent(value)}; Max-Age=${options.maxAge}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

/** Value that a list of `Set-Cookie` headers leaves in a cookie; null when it is not set or removed. */
export function cookieSetBy(setCookies: readonly string[], name: string): string | null {
  const last = setCookies.findLast((cookie) => cookie.startsWith(`${name}=`));
  const value = last?.slice(name.length + 1).split(";")[0] ?? "";
  return value === "" ? null : decode(value);
}
