import { locales, type Instant } from "#base";
import { describe, expect, test } from "vitest";
import { renderWith } from "../../entry-server.tsx";
import { fakeRequest } from "../../fixtures/request.ts";
import type { PageDefinition } from "../../page.ts";
import type { Screening } from "./screening.ts";
import { ChangeSentence } from "./change-sentence.tsx";

type Change = Screening["change"];

const compared: Change = {
  status: "compared",
  since: "2026-08-20T10:00:00.000Z" as Instant,
  difference: -2,
  low: -4.3467,
  high: 0.3467,
  verdict: "no-reliable-change",
  expectedFromRegression: -0.56,
  meanFrom: "synthetic-survey",
};

async function sentenceOf(change: Change, locale: (typeof locales)[number] = "fr"): Promise<string> {
  const page: PageDefinition = {
    path: "/sample",
    open: () => ({ title: "Sample", main: <ChangeSentence change={change} /> }),
  };
  const { html } = await renderWith([page], fakeRequest("/sample", { locale }));
  const main = /<main[^>]*>([^]*?)<\/main>/.exec(html)?.[1] ?? "";
  return main.replaceAll(/<[^>]+>/g, "").replaceAll(/[\u2066\u2069]/g, "");
}

describe("the sentence on a change", () => {
  test("gives the difference with its interval and says that chance could have made it", async () => {
    const sentence = await sentenceOf(compared);
    expect(sentence).toContain("Depuis le 20 août 2026 : −2 point(s).");
    expect(sentence).toContain("entre −4,3 et +0,3");
    expect(sentence).toContain("On ne peut pas dire que cela a changé.");
  });

  test("gives what regression to the mean alone would do, and calls nothing an effect of an action", async () => {
    expect(await sentenceOf(compared)).toContain(
      "on attendrait −0,6 point(s) de ce seul fait. Ce n’est pas l’effet d’une action.",
    );
    expect(await sentenceOf(compared)).toContain("enquête inventée");
  });

  test("says what is not known where no reliability or mean is published", async () => {
    const sentence = await sentenceOf({
      ...compared,
      low: null,
      high: null,
      verdict: "cannot-tell",
      expectedFromRegression: null,
      meanFrom: null,
    });
    expect(sentence).toContain("l’incertitude n’est pas connue");
    expect(sentence).toContain("n’est pas connu.");
    expect(sentence).not.toMatch(/null|NaN|undefined/);
  });

  test("refuses to compare answers to other words, and says nothing of a first time", async () => {
    expect(await sentenceOf({ status: "refused", reason: "different-wording" })).toContain(
      "ne se comparent pas",
    );
    expect(await sentenceOf({ status: "none" })).toBe("");
  });

  test.each(locales)("writes one sign before each number in %s", async (locale) => {
    const sentence = await sentenceOf(compared, locale);
    expect(sentence).toMatch(/−4[.,]3/);
    expect(sentence).not.toMatch(/[-−+][^0-9\s]*[-−+]/);
  });
});
