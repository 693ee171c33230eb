import { expect, test } from "vitest";
import { mailAddress, readablePhone, safeWebAddress, telephoneAddress } from "./contact.tsx";

test.each([
  ["+33478000001", "04 78 00 00 01"],
  ["+33 (0)4 78 00 00 01", "04 78 00 00 01"],
  ["04.78.00.00.01", "04 78 00 00 01"],
  ["0800235236", "0 800 235 236"],
  ["+33800235236", "0 800 235 236"],
  ["3114", "3114"],
  ["+41 22 000 00 00", "+41 22 000 00 00"],
])("the number %s is read as %s", (given, readable) => {
  expect(readablePhone(given)).toBe(readable);
});

test("a number to call holds digits and a leading plus only", () => {
  expect(telephoneAddress("0 800 235 236")).toBe("tel:0800235236");
  expect(telephoneAddress("+33 4;phone-context=x")).toBe("tel:+334");
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "mailto:a@b.example",
  "not an address",
  "http://",
  "localhost",
])("%s is no web site", (text) => {
  expect(safeWebAddress(text)).toBeNull();
});

test("a web site without scheme is reached by https", () => {
  expect(safeWebAddress("www.cafe.example/jeux")).toBe("https://www.cafe.example/jeux");
  expect(safeWebAddress("http://cafe.example/")).toBe("http://cafe.example/");
  expect(safeWebAddress(null)).toBeNull();
});

test("an e-mail address cannot add a recipient", () => {
  expect(mailAddress("a@b.example?bcc=c@d.example")).toBe("mailto:a@b.example%3Fbcc%3Dc%40d.example");
});
