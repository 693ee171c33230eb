/** Longest initials or nickname, in characters. */
export const nicknameAtMost = 24;

const controls = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/**
 * What keeps a text from being initials or a nickname, as the code of an issue: `required` when it is empty, `tooLong`,
 * `tooTelling` when it holds an e-mail address or a number of five digits or more (telephone, postcode), `invalidFormat`
 * when it has spaces around it or signs that cannot be seen. Null when it is one.
 */
export function nicknameFault(text: string): "required" | "tooLong" | "tooTelling" | "invalidFormat" | null {
  if (text.trim() === "") return "required";
  if (text.length > nicknameAtMost) return "tooLong";
  if (/@|(?:\d[\s.-]?){5}/.test(text)) return "tooTelling";
  return text !== text.trim() || controls.test(text) ? "invalidFormat" : null;
}
