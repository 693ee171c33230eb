import { locales } from "#base";
import { loadInstrument, type Instrument } from "#instruments";
import { contextModules } from "#pathway";
import { selfCheckQuestions } from "../../pathway/self-check/question.ts";
import { expect, test } from "vitest";
import { textsOf } from "../translate.ts";
import { inWords } from "./easy.tsx";

/** The instruments that somebody may answer alone: of the first questions and of the situations. */
async function askedAlone(): Promise<readonly Instrument[]> {
  const ids = new Set([
    ...selfCheckQuestions.flatMap(({ instrument }) => instrument ?? []),
    ...contextModules.flatMap(({ instrument }) => instrument ?? []),
  ]);
  const all = await Promise.all([...ids].map(loadInstrument));
  return all.filter(({ modes }) => modes.includes("self"));
}

test("the self-check and the situations ask mini-Zarit, BSMAS and LSNS-6 beside the first questions", async () => {
  const ids = (await askedAlone()).map(({ id }) => id);
  expect(ids.toSorted()).toEqual(["bsmas", "credoc5", "lsns6", "mini-zarit", "ons-direct", "ucla3"]);
});

test.each(locales)(
  "every question that may be answered alone is told in easy words too, in %s",
  async (locale) => {
    const texts = textsOf(locale);
    const own = selfCheckQuestions.map(({ id }) => id);
    const items = (await askedAlone()).flatMap((instrument) => instrument.items.map(({ linkId }) => linkId));
    for (const id of [...own, ...items]) expect(texts[`page.easy.question.${id}`], id).toMatch(/\S{2}/);
  },
);

test.each(locales)("whatever the answers come to, it is told in easy words too, in %s", async (locale) => {
  const texts = textsOf(locale);
  const easy = inWords((key) => key, true);
  const asked = (await askedAlone()).map(({ id }) => `reading.${id}.`);
  const sentences = Object.keys(texts).filter((key) => asked.some((start) => key.startsWith(start)));
  expect(sentences.length).toBeGreaterThan(asked.length);
  for (const sentence of [...sentences, "reading.incomplete"]) {
    expect(easy(sentence), sentence).toBe(`page.easy.${sentence}`);
    expect(texts[easy(sentence)], sentence).toMatch(/\S{2}/);
  }
});

test("easy words of a question stand beside its own and are not them", async () => {
  for (const locale of ["fr", "en"] as const)
    for (const { items } of await askedAlone())
      for (const { linkId, text } of items)
        expect(textsOf(locale)[`page.easy.question.${linkId}`]).not.toBe(text[locale]);
});
