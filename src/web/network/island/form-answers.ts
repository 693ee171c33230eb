import {
  alterRoleCodes,
  circleCodes,
  frequencyCodes,
  metThroughCodes,
  namedAlter,
  type Alter,
} from "#network";

type Fields = HTMLFormControlsCollection;

function textOf(fields: Fields, name: string): string {
  const field = fields.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : "";
}

function codeOf<Code extends string>(codes: readonly Code[], fields: Fields, name: string): Code | null {
  return codes.find((code) => code === textOf(fields, name)) ?? null;
}

function answerOf(fields: Fields, name: string): boolean | null {
  const text = textOf(fields, name);
  return text === "" ? null : text === "true";
}

/** Somebody as the form tells them; whoever is told to be a professional is one, whatever the last question says. */
export function readAnswers({ elements }: HTMLFormElement, id: string): Alter {
  const role = codeOf(alterRoleCodes, elements, "role");
  return {
    ...namedAlter(id, textOf(elements, "name").trim().replaceAll(/\s+/g, " ")),
    circle: codeOf(circleCodes, elements, "circle"),
    role,
    inPerson: codeOf(frequencyCodes, elements, "inPerson"),
    remote: codeOf(frequencyCodes, elements, "remote"),
    confidant: answerOf(elements, "confidant"),
    help: answerOf(elements, "help"),
    burdensome: answerOf(elements, "burdensome"),
    metThrough: codeOf(metThroughCodes, elements, "metThrough"),
    professional: role === "professional" ? true : answerOf(elements, "professional"),
  };
}

/** Whether the form says that the person has died. */
export function isRemembered({ elements }: HTMLFormElement): boolean {
  const box = elements.namedItem("remembered");
  return box instanceof HTMLInputElement && box.checked;
}

/** Fills the form with what is known of somebody. */
export function writeAnswers(form: HTMLFormElement, alter: Alter): void {
  for (const [name, value] of Object.entries(alter)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
      field.value = String(value ?? "");
  }
}
