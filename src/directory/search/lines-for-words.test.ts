import { expect, test } from "vitest";
import { helplines } from "../helpline.ts";
import { linesForWords } from "./lines-for-words.ts";

test.each([
  ["envie de mourir", "3114"],
  ["SUICIDE", "3114"],
  ["quiero morir", "3114"],
  ["violence conjugale", "17"],
  ["suicde", "3114"],
  ["me quiero morir", "3114"],
  ["أريد الموت", "3114"],
  ["mon mari me frappe", "17"],
  ["my husband hits me", "17"],
  ["mi marido me pega", "17"],
  ["زوجي يضربني", "17"],
  ["enfant battu", "119"],
  ["vieille dame maltraitée", "3977"],
  ["j’en peux plus", "sos-amitie"],
  ["désespoir", "sos-amitie"],
  ["hopeless", "sos-amitie"],
  ["overdose", "15"],
])("%s puts %s before any list", (words, first) => {
  expect(linesForWords(words)[0]).toBe(first);
});

test.each([
  "chorale",
  "jardin partagé",
  "papiers",
  "personnes âgées",
  "enfants",
  "hébergement d’urgence",
  "courir",
  "un coup de main",
  "viole de gambe",
  "",
])("%s calls for no line", (words) => {
  expect(linesForWords(words)).toEqual([]);
});

test.each(["suicide", "enfant en danger", "violence", "maltraitance d'une personne âgée", "déprime"])(
  "for %s somebody answers whose number was verified",
  (words) => {
    const shown = new Set(helplines().lines.map(({ id }) => id));
    expect(linesForWords(words).filter((id) => shown.has(id))).not.toEqual([]);
  },
);
