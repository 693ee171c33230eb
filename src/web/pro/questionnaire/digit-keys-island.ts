/** Where a digit is typed, not chosen by. */
const typing = "input:not([type=radio]), textarea, select";

/** Digits choose an answer of the question at hand and lead on to the next; the page works without. */
export function startDigitKeys(element: HTMLElement): void {
  document.addEventListener("keydown", (event) => {
    const isTyped = event.target instanceof Element && event.target.matches(typing);
    if (isTyped || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    const question = questionAtHand(element);
    const answer = question?.querySelector<HTMLInputElement>(`input[data-digit="${event.key}"]`);
    if (!question || !answer) return;
    event.preventDefault();
    answer.checked = true;
    leadOn(question, answer);
  });
}

/** The question that has the focus, else the first one without an answer. */
function questionAtHand(element: HTMLElement): HTMLElement | null {
  const focused = document.activeElement?.closest<HTMLElement>(".question-asked") ?? null;
  if (focused) return focused;
  const questions = [...element.querySelectorAll<HTMLElement>(".question-asked")];
  return questions.find((question) => !question.querySelector("input:checked")) ?? null;
}

function leadOn(question: HTMLElement, answer: HTMLInputElement): void {
  const next = question.nextElementSibling;
  const submit = question
    .closest("form")
    ?.querySelector<HTMLElement>("button[type=submit]:not([formaction])");
  const target = next instanceof HTMLElement && next.matches(".question-asked") ? next : (submit ?? answer);
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}
