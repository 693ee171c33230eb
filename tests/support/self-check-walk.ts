import type { Locale } from "#base";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { readTexts } from "../../scripts/declarations.ts";
import { Gestures } from "./gestures.ts";
import { selfCheckQuestions } from "../../src/pathway/self-check/question.ts";

/** The address of a path in a language. */
export const local = (locale: Locale, path: string): string => (locale === "fr" ? path : `/${locale}${path}`);
/** The text of a key in a language. */
export const textOf = (locale: Locale, key: string): string => readTexts(locale).get(key) ?? `no text ${key}`;

/** A walk through the self-check as a person does it; counts what they do. */
export class Walk {
  /** What was done so far. */
  readonly done = new Gestures();
  readonly #page: Page;
  readonly #locale: Locale;

  constructor(page: Page, locale: Locale) {
    this.#page = page;
    this.#locale = locale;
  }

  /** Presses a button by the key of its words, and waits for the page that follows. */
  async press(key: string): Promise<void> {
    await this.done.read(this.#page.locator("main"));
    this.done.taps += 1;
    const moved = this.#page.waitForEvent("framenavigated");
    await this.#page
      .locator("main")
      .getByRole("button", { name: textOf(this.#locale, key), exact: true })
      .click();
    await moved;
    await this.#page.waitForLoadState("load");
  }

  /** Says the town: from the list that opens where there are scripts, as typed where there are none. */
  async sayTown(javaScript = true): Promise<void> {
    const field = this.#page.locator("input[name=ou]");
    if (javaScript) {
      await field.pressSequentially("Chambe", { delay: 20 });
      this.done.taps += 1;
      await this.#page.locator("[role=option]", { hasText: "Chambéry" }).first().click();
    } else await field.fill("chambéry");
    await this.press("page.selfCheck.town.submit");
  }

  /** Chooses an answer. */
  async choose(value: string, name = "answer"): Promise<void> {
    this.done.taps += 1;
    await this.#page.locator(`main input[name=${name}][value="${value}"]`).check();
  }

  /** Opens the first page and says an age. */
  async begin(age = "26-49"): Promise<void> {
    await this.#page.goto(local(this.#locale, "/faire-le-point"));
    this.done.taps += 1;
    await this.#page.locator("main .button-main").click();
    await this.#page.waitForURL("**/age");
    await this.choose(age, "age");
    await this.press("page.selfCheck.next");
  }

  /** Answers the steps from one on, in order; `skip` presses the button, all else chooses. */
  async answer(...answers: readonly string[]): Promise<void> {
    for (const answer of answers) {
      if (answer === "skip") await this.press("page.selfCheck.skip");
      else {
        await this.choose(answer);
        await this.press("page.selfCheck.next");
      }
    }
  }
}

/**
 * Answers by the forms themselves, without drawing each page, where the walk through them is not what a test is about; then
 * opens the page that follows.
 */
export async function fillIn(page: Page, age: string, ...answers: readonly string[]): Promise<void> {
  const post = async (path: string, form: Readonly<Record<string, string>>): Promise<string> => {
    const answer = await page.request.post(path, {
      form: { ...form },
      headers: { origin: new URL(page.url()).origin, "sec-fetch-site": "same-origin" },
      maxRedirects: 0,
    });
    expect(answer.status(), path).toBe(303);
    return answer.headers()["location"] ?? "";
  };
  if (!page.url().startsWith("http")) await page.goto("/faire-le-point");
  let next = await post("/faire-le-point/age", { age });
  for (const [position, answer] of answers.entries()) {
    const question = selfCheckQuestions[position]?.id ?? "";
    next = await post(`/faire-le-point/${position + 1}`, { question, answer });
  }
  await page.goto(next);
}

/** Answers of somebody who often feels alone and sees few people, but for the last question. */
export const often = ["3", "3", "3", "1", "4", "4", "4", "9", "4", "1"];
/** What the page says. */
export const main = (page: Page): Promise<string> => page.locator("main").innerText();
