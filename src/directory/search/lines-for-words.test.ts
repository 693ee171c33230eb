import { expect, test } from "vitest";
import { helplines } from "../helpline.ts";
import { linesForWords } from "./lines-for-words.ts";

test.each([
  ["envie de mourir", "3114"],
  ["SUICIDE", "3114"],
  ["quiero morir", "3114"],
  ["violence conjugale", "17"],
])("%s puts %s before any list", (words, first) => {
  expect(linesForWords(words)[0]).toBe(first);
});

test.each(["chorale", "jardin partagé", "papiers", ""])("%s calls for no line", (words) => {
  expect(linesForWords(words)).toEqual([]);
});

test.each(["suicide", "enfant en danger", "violence", "maltraitance d'une personne âgée", "déprime"])(
  "for %s somebody answers whose number was verified",
  (words) => {
    const shown = new Set(helplines().lines.map(({ id }) => id));
    expect(linesForWords(words).filter((id) => shown.has(id))).not.toEqual([]);
  },
);
