import type { DrawnNode } from "../network-drawing.ts";

/** A drawn element and what is in it, as an element of the document. Names become text, never markup. */
export function drawElement({ tag, attributes, children }: DrawnNode): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children.map((child) => (typeof child === "string" ? child : drawElement(child))));
  return element;
}

/** An element of a page with its class and what is in it. */
export function makeElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...children);
  return element;
}

/** A button that does something to somebody: what is done stands in `data-do`, to whom in `data-alter`, and is read aloud. */
export function makeButton(
  act: string,
  text: string,
  { id, name }: { readonly id: string; readonly name: string },
): HTMLButtonElement {
  const button = makeElement(
    "button",
    "link-button",
    text,
    makeElement("bdi", "visually-hidden", ` ${name}`),
  );
  button.type = "button";
  button.dataset["do"] = act;
  button.dataset["alter"] = id;
  return button;
}

/** A text with `{name}` or `{date}` filled in. */
export function fillIn(text: string, value: string): string {
  return text.replace(/\{(?:name|date)\}/, () => value);
}
