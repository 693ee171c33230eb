import type { CallAction, OutputOf, RefusedForm } from "#base";
import { findAlike, openFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { bornInWords } from "../born.ts";
import { usePage } from "../../context.ts";
import { Notice } from "../../ui/notice.tsx";
import { nameOf } from "../person-fields.ts";

/** Files whose person may be the one about to be written down. */
export type AlikePersons = OutputOf<typeof findAlike>["persons"];

/** Those that are alike to what a refused form holds; none when it was refused for something else. */
export async function alikeIn(call: CallAction, refused: RefusedForm | null): Promise<AlikePersons> {
  if (refused?.action !== openFile.name || refused.code !== "pathway.personAlike") return [];
  const typed = (name: string): string | null => refused.values[name]?.at(-1)?.trim() || null;
  const { persons } = await call(findAlike, {
    givenNames: typed("givenNames") ?? "",
    familyName: typed("familyName"),
    birthDate: typed("birthDate"),
  });
  return persons;
}

/** The files to look at before a second one is opened for one person. */
export function AlikeNotice({ persons }: { readonly persons: AlikePersons }): ReactNode {
  const { t, href, format } = usePage();
  if (persons.length === 0) return null;
  return (
    <Notice tone="human" title={t("pro.alike.title")}>
      <p>{t("pro.alike.lead")}</p>
      <ul>
        {persons.map((person) => (
          <li key={person.id}>
            <a href={href(`/pro/personnes/${person.id}`)} dir="auto">
              {nameOf(person)}
            </a>
            {" · "}
            {bornInWords({ t, format }, person.birthDate)}
            <span className="quiet"> ({t(`pro.alike.${person.likeness}`)})</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
