import { localDateAt, type Instant, type LocalDate, type OutputOf, type CallAction } from "#base";
import { findTowns } from "#directory/actions";
import { readFile, updateFile } from "#pathway/actions";
import { Fragment, type ReactNode } from "react";
import { timeZone } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { nameOf, personFormFields } from "../person-fields.ts";

type File = OutputOf<typeof readFile>;

/** `/pro/personnes/:personId`: a person's file: what matters to them first, then how to reach them, then the rest. */
export const personPage: PageDefinition = {
  path: "/pro/personnes/:personId",
  part: "persons",
  open: async ({ t, call, params }) => {
    const file = await call(readFile, { personId: params["personId"] ?? "" });
    const town = await townOf(call, file.townCode);
    return { title: t("pro.person.title"), main: <PersonFile file={file} town={town} /> };
  },
};

/** The name of a commune with its code; the code alone when no commune has it. */
async function townOf(call: CallAction, code: string | null): Promise<string | null> {
  if (code === null) return null;
  const { towns } = await call(findTowns, { q: code, limit: 1 });
  return towns[0]?.code === code ? `${towns[0].name} (${code})` : code;
}

interface FileProps {
  readonly file: File;
  readonly town: string | null;
}

function PersonFile({ file, town }: FileProps): ReactNode {
  const { t, refused } = usePage();
  const mayChange = file.allowed.includes(updateFile.name);
  return (
    <div className="column">
      <h1>{nameOf(file)}</h1>
      {file.isEmergency ? <Notice tone="danger">{t("pro.person.emergency")}</Notice> : null}
      <section aria-labelledby="wishes">
        <h2 id="wishes">{t("pro.person.wishes")}</h2>
        <p dir="auto">{file.wishes ?? t("pro.person.unknown")}</p>
      </section>
      <Facts file={file} town={town} />
      {mayChange ? (
        <details className="disclosure" open={refused?.action === updateFile.name}>
          <summary>{t("pro.person.change")}</summary>
          <ActionForm
            action={updateFile}
            submit={t("pro.person.save")}
            version={file.version}
            params={{ personId: file.id }}
            fields={personFormFields(t, file)}
          />
        </details>
      ) : null}
    </div>
  );
}

function Facts({ file, town }: FileProps): ReactNode {
  const { t, format } = usePage();
  const channels = file.contactChannels.map((code) => t(`code.contactChannel.${code}`));
  const lines: readonly (readonly [string, ReactNode])[] = [
    ["contactChannels", channels.length > 0 ? channels.join(", ") : t("pro.person.noContact")],
    ["phone", file.phone ? <a href={`tel:${file.phone.replaceAll(/[^+\d]/g, "")}`}>{file.phone}</a> : null],
    ["email", file.email ? <a href={`mailto:${file.email}`}>{file.email}</a> : null],
    ["birthDate", file.birthDate ? format.day(file.birthDate as LocalDate, { withoutWeekday: true }) : null],
    ["townCode", town],
    ["preferredLocale", t(`pro.language.${file.preferredLocale}`)],
    ["processingGround", t(`code.processingGround.${file.processingGround}`)],
    ["minorGround", file.minorGround ? t(`code.minorGround.${file.minorGround}`) : null],
    ["openedAt", format.day(localDateAt(file.openedAt as Instant, timeZone))],
    ["changedAt", format.day(localDateAt(file.changedAt as Instant, timeZone))],
  ];
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{t("pro.person.facts")}</h2>
      <dl className="facts facts-wide">
        {lines
          .filter(([name, value]) => value !== null || name !== "minorGround")
          .map(([name, value]) => (
            <Fragment key={name}>
              <dt>{t(`pro.person.${name}`)}</dt>
              <dd dir="auto">{value ?? t("pro.person.unknown")}</dd>
            </Fragment>
          ))}
      </dl>
    </section>
  );
}
