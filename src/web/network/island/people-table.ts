import { circleCodes, type Alter, type Network } from "#network";
import type { NetworkWords } from "../network-words.ts";
import { fillIn, makeButton, makeElement } from "./draw-element.ts";

/** The rows of the table: everybody with what was said of them, a choice of circle, and what one may do. */
export function peopleRows({ alters }: Network, words: NetworkWords): readonly HTMLTableRowElement[] {
  return alters.map((alter) => {
    const head = makeElement("th", "", makeElement("bdi", "", alter.name));
    head.scope = "row";
    const facts = factsOf(alter, words).join(" · ");
    if (facts !== "") head.append(makeElement("span", "network-facts", facts));
    const { edit, remove } = words.said;
    const acts = makeElement(
      "span",
      "network-acts not-printed",
      makeButton("edit", edit, alter),
      makeButton("remove", remove, alter),
    );
    return makeElement("tr", "", head, makeElement("td", "", ...circleChoice(alter, words), acts));
  });
}

/** What was said of somebody, in a few words each; open answers are left out. */
function factsOf(alter: Alter, { roles, frequencies, fields }: NetworkWords): readonly string[] {
  const { role, inPerson, remote, confidant, help, burdensome } = alter;
  return [
    role === null ? "" : roles[role],
    inPerson === null ? "" : `${fields.inPerson} (${frequencies[inPerson].toLowerCase()})`,
    remote === null ? "" : `${fields.remote} (${frequencies[remote].toLowerCase()})`,
    confidant === true ? fields.confidant : "",
    help === true ? fields.help : "",
    burdensome === true ? fields.burdensome : "",
  ].filter((fact) => fact !== "");
}

function circleChoice({ id, name, circle }: Alter, words: NetworkWords): readonly Node[] {
  const select = makeElement("select", "control not-printed");
  select.dataset["circleOf"] = id;
  select.setAttribute("aria-label", fillIn(words.said.circleOf, name));
  select.append(
    new Option(words.answers.open, "", false, circle === null),
    ...circleCodes.map((code) => new Option(words.circles[code], code, false, code === circle)),
  );
  const printed = makeElement("span", "network-printed", circle === null ? "" : words.circles[circle]);
  return [select, printed];
}

/** The list of those remembered, each with a way back for a mistake. */
export function rememberedLines({ remembered }: Network, words: NetworkWords): readonly HTMLLIElement[] {
  return remembered.map(({ id, name }) =>
    makeElement(
      "li",
      "",
      makeElement("bdi", "", name),
      " ",
      makeElement(
        "span",
        "network-acts not-printed",
        makeButton("restore", words.said.restore, { id, name }),
        makeButton("remove", words.said.remove, { id, name }),
      ),
    ),
  );
}
