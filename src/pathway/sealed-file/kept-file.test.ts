import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf, plainPdfOf, telephoneJpeg, tellingPng, tellingWebp, textOf } from "./fixtures/pictures.ts";
import { readKeptFile, type FileRead } from "./kept-file.ts";
import { joined } from "./plain-file.ts";

const kept = (read: FileRead): Uint8Array => {
  if ("fault" in read) throw new Error(read.fault);
  return read.bytes;
};

describe("a file that is brought", () => {
  test.each([
    ["image/jpeg", telephoneJpeg()],
    ["image/png", tellingPng()],
    ["image/webp", tellingWebp()],
    ["application/pdf", plainPdfOf()],
  ])("is known by its bytes: %s", (mediaType, bytes) => {
    expect(readKeptFile(bytes)).toMatchObject({ mediaType });
  });

  test.each([
    ["nothing", new Uint8Array(), "empty"],
    ["a page of the web named photo.jpg", bytesOf("<html><script>1</script>"), "kind"],
    ["an SVG", bytesOf("<svg xmlns='http://www.w3.org/2000/svg'/>"), "kind"],
    ["a GIF", bytesOf("GIF89a...."), "kind"],
    ["a program", bytesOf("MZ\u0090\0"), "kind"],
    ["a script before a PDF", joined([bytesOf("<script>"), plainPdfOf()]), "kind"],
    ["a sound in a RIFF", bytesOf("RIFF\u0010\0\0\0WAVEfmt ...."), "kind"],
    ["a PDF with a script", plainPdfOf("/OpenAction << /S /JavaScript /JS (app.alert) >> "), "active"],
    ["a PDF that starts a program", plainPdfOf("/A << /S /Launch >> "), "active"],
    ["a PDF with a file in it", plainPdfOf("/Names << /EmbeddedFiles 3 0 R >> "), "active"],
    ["a PDF with a password", plainPdfOf("/Encrypt 4 0 R "), "locked"],
    ["a PDF cut before its end", plainPdfOf().slice(0, 40), "broken"],
    ["a JPEG of its first bytes alone", bytesOf("\u00ff\u00d8\u00ff\u00e0"), "broken"],
    ["a JPEG without a picture", bytesOf("\u00ff\u00d8\u00ff\u00d9"), "broken"],
  ])("that is %s is not taken", (_name, bytes, fault) => {
    expect(readKeptFile(bytes)).toEqual({ fault });
  });

  test.each([
    ["JPEG", telephoneJpeg()],
    ["PNG", tellingPng()],
    ["WebP", tellingWebp()],
  ])(
    "%s keeps nothing of place, telephone, or what hung on its end, and is read again as it is",
    (_name, bytes) => {
      const plain = kept(readKeptFile(bytes));
      expect(textOf(plain)).not.toMatch(/GPS|Telephone|Exif\0\0II|XMP|hung|Author/);
      expect(kept(readKeptFile(plain))).toEqual(plain);
      expect(textOf(plain)).toContain(textOf(bytes).includes("drawn") ? "drawn" : "JFIF");
    },
  );

  test("a picture of a telephone that lay on its side stays the right way up", () => {
    const plain = textOf(kept(readKeptFile(telephoneJpeg())));
    const at = plain.indexOf("Exif\0\0");
    expect(at).toBeGreaterThan(0);
    // Entry of the way up: tag 274, a short, once, 6 (turned to the right).
    expect(plain.slice(at + 16, at + 28)).toBe("\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0");
    expect(plain.match(/Exif/g)).toHaveLength(1);
  });

  test.each([
    ["JPEG", telephoneJpeg(), 24],
    ["PNG", tellingPng(), 21],
    ["WebP", tellingWebp(), 4],
  ])("%s cut anywhere before its end is not taken", (_name, bytes, hung) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: bytes.length - hung - 1 }), (length) => {
        expect(readKeptFile(bytes.slice(0, length))).toHaveProperty("fault");
      }),
      { numRuns: 100 },
    );
  });

  test("any bytes after a known beginning are taken or refused, never more", () => {
    const beginnings = ["\u00ff\u00d8\u00ff\u00e1", "\u0089PNG\r\n\u001a\n", "RIFF\u0020\0\0\0WEBP", "%PDF-"];
    fc.assert(
      fc.property(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 300 }), (beginning, rest) => {
        const read = readKeptFile(joined([bytesOf(beginning), rest]));
        expect("fault" in read || read.bytes.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("one byte changed in what a PNG draws is seen", () => {
    const bytes = tellingPng();
    bytes[textOf(bytes).indexOf("drawn")] = 0;
    expect(readKeptFile(bytes)).toEqual({ fault: "broken" });
  });
});
