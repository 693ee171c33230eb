import { directionOf, type Locale } from "#base";
import { alterRole, circle, contactFrequency, metThrough } from "#network";
import { intlTags, type Translate } from "../speaker.ts";
import { signKinds } from "./sign-kind.ts";
import { countForms } from "./said-count.ts";

/** Sentences that hold a count. */
const countedNames = [
  "named",
  "inPerson",
  "remote",
  "confidants",
  "help",
  "weak",
  "burdensome",
  "professionals",
  "knows",
  "remembered",
] as const;

/** Sentences of the comparison that hold a count. */
const comparedNames = ["living", "livingUnknown", "accompaniment"] as const;

/** Words without a value, by their name under `page.network.said`; `{name}` and `{date}` in them are filled in later. */
const saidNames = [
  "added",
  "changed",
  "removed",
  "moved",
  "remembered",
  "full",
  "saved",
  "notSaved",
  "erased",
  "opened",
  "unreadable",
  "edit",
  "remove",
  "circleOf",
  "editing",
  "adding",
  "submitAdd",
  "submitEdit",
  "savedHere",
  "knowsOf",
  "mapOf",
  "noChange",
  "restore",
] as const;

function labels<Code extends string>(
  list: { readonly name: string; readonly codes: readonly Code[] },
  t: Translate,
): Readonly<Record<Code, string>> {
  return Object.fromEntries(list.codes.map((code) => [code, t(`code.${list.name}.${code}`)])) as Record<
    Code,
    string
  >;
}

function named<Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value) {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Readonly<Record<Name, Value>>;
}

/** Every word that a map and its page show, in one language: plain data, so that it can travel inside the page. */
export function networkWords(locale: Locale, t: Translate) {
  const tag = intlTags[locale];
  const said = (name: string): string => t(`page.network.said.${name}`, { name: "{name}", date: "{date}" });
  return {
    tag,
    direction: directionOf(locale),
    ego: t("page.network.ego"),
    seeTable: t("page.network.seeTable"),
    circles: labels(circle, t),
    roles: labels(alterRole, t),
    frequencies: labels(contactFrequency, t),
    ways: labels(metThrough, t),
    kinds: named(signKinds, (kind) => t(`page.network.kind.${kind}`)),
    legendConfidant: t("page.network.legend.confidant"),
    legendHelp: t("page.network.legend.help"),
    legendKnows: t("page.network.legend.knows"),
    answers: { yes: t("page.network.yes"), no: t("page.network.no"), open: t("page.network.open") },
    fields: named(
      ["inPerson", "remote", "confidant", "help", "burdensome", "professional"] as const,
      (field) => t(`page.network.column.${field}`),
    ),
    faults: named(["required", "tooLong", "tooTelling", "invalidFormat"] as const, (code) =>
      t(`issue.${code}`),
    ),
    said: named(saidNames, said),
    counted: named([...countedNames, ...comparedNames], (name) =>
      countForms(tag, (count) => t(`page.network.count.${name}`, { count })),
    ),
    compared: named(["new", "closer", "further", "notNamed", "notNamedHint", "remembered"] as const, (name) =>
      t(`page.network.compared.${name}`),
    ),
  };
}

/** The words of maps in one language. */
export type NetworkWords = ReturnType<typeof networkWords>;
