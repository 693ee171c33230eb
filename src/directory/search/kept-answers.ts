import type { Instant } from "#base";

/** Answers kept at most; of a question asked first when it is full, nothing is kept. */
const mostAnswers = 1500;

/**
 * Answers to public questions, kept as long as nothing they depend on changes: those of one state of the directory in one
 * minute. When either is another, all of them go.
 */
export class KeptAnswers<Answer> {
  #state = "";
  #answers = new Map<string, Answer>();

  /**
   * The answer kept under a question, else the one made now.
   * @param state number that changes with whatever the answer depends on, besides the minute.
   */
  async answer(
    { question, state, now }: { readonly question: string; readonly state: number; readonly now: Instant },
    make: () => Promise<Answer>,
  ): Promise<Answer> {
    const stateNow = `${state} ${now.slice(0, 16)}`;
    if (stateNow !== this.#state) {
      this.#state = stateNow;
      this.#answers = new Map();
    }
    // Whoever changes the state while the answer is made begins another list: what was made of the state before never gets there.
    const answers = this.#answers;
    const known = answers.get(question);
    if (known !== undefined) return known;
    const made = await make();
    if (answers.size < mostAnswers) answers.set(question, made);
    return made;
  }
}
