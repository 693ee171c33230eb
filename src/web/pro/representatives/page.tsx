import type { OutputOf } from "#base";
import { representativeEvidence, representativeKind, representativeScope, type Person } from "#pathway";
import { addRepresentative, endRepresentative, listRepresentatives, readFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { PhoneLink } from "../../ui/contact.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { Refused } from "../refused.tsx";

type Listed = OutputOf<typeof listRepresentatives>;
type Representative = Listed["representatives"][number];

/** `/pro/personnes/:personId/representants`: who speaks for a person or beside them, and whose agreement sharing needs. */
export const representativesPage: PageDefinition = {
  path: "/pro/personnes/:personId/representants",
  part: "persons",
  open: async ({ t, call, params }) => {
    const personId = params["personId"] ?? "";
    const [file, listed] = await Promise.all([
      call(readFile, { personId }),
      call(listRepresentatives, { personId }),
    ]);
    return {
      title: t("pro.representatives.title"),
      main: <Representatives file={file} listed={listed} />,
    };
  },
};

function Representatives({ file, listed }: { readonly file: Person; readonly listed: Listed }): ReactNode {
  const { t, newKey } = usePage();
  return (
    <div className="column">
      <PersonTrail personId={file.id} givenNames={file.givenNames} />
      <h1>{t("pro.representatives.heading", { name: file.givenNames })}</h1>
      <p className="lead">{t("pro.representatives.lead")}</p>
      <Refused actions={[endRepresentative]} />
      <Notice>
        {t(listed.needsRepresentative ? "pro.representatives.both" : "pro.representatives.alone")}
      </Notice>
      <section aria-labelledby="list">
        <h2 id="list">{t("pro.representatives.list")}</h2>
        {listed.representatives.length === 0 ? <p>{t("pro.representatives.none")}</p> : null}
        <ul className="offers">
          {listed.representatives.map((one) => (
            <Row key={one.id} one={one} personId={file.id} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="add">
        <h2 id="add">{t("pro.representatives.add")}</h2>
        <ActionForm
          action={addRepresentative}
          params={{ personId: file.id }}
          fields={fieldsOf(t, newKey())}
          submit={t("pro.representatives.submit")}
        />
      </section>
    </div>
  );
}

function Row({ one, personId }: { readonly one: Representative; readonly personId: string }): ReactNode {
  const { t, format } = usePage();
  const day = (date: NonNullable<Representative["until"]>): string =>
    format.day(date, { withoutWeekday: true });
  return (
    <li className="offer offer-line">
      <h3 className="offer-name" dir="auto">
        {one.name}
      </h3>
      <p>
        {t(`code.${representativeKind.name}.${one.kind}`)}
        {" · "}
        {t(`code.${representativeScope.name}.${one.scope}`)}
        {" · "}
        {t(`code.${representativeEvidence.name}.${one.evidence}`)}
      </p>
      <p>
        {t("pro.representatives.from", { day: day(one.since) })}
        {one.until === null ? null : `, ${t("pro.representatives.until", { day: day(one.until) })}`}
        {one.isInForce ? null : <strong> {t("pro.representatives.ended")}</strong>}
      </p>
      {one.phone === null ? null : <PhoneLink number={one.phone} />}
      {one.endedAt === null ? (
        <>
          <p className="hint">{t("pro.representatives.end.hint")}</p>
          <ActButton
            action={endRepresentative}
            params={{ personId, representativeId: one.id }}
            values={{}}
            label={t("pro.representatives.end")}
            about={one.name}
            tone="danger"
          />
        </>
      ) : null}
    </li>
  );
}

function fieldsOf(t: ReturnType<typeof usePage>["t"], id: string): readonly FormField[] {
  const coded = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((value) => ({ value, label: t(`code.${list.name}.${value}`) }));
  const label = (name: string) => ({ name, label: t(`pro.representatives.${name}`) });
  const hint = (name: string) => ({ ...label(name), hint: t(`pro.representatives.${name}.hint`) });
  return [
    { name: "id", label: "", control: "hidden", value: id },
    { ...label("kind"), control: "radios", choices: coded(representativeKind) },
    { ...hint("scope"), control: "radios", choices: coded(representativeScope) },
    { ...hint("evidence"), control: "radios", choices: coded(representativeEvidence) },
    { ...label("since"), control: "date" },
    { ...hint("untilDate"), name: "until", control: "date" },
    { ...hint("name"), control: "text", autocomplete: "off" },
    { ...label("phone"), control: "tel", inputmode: "tel", autocomplete: "off" },
  ];
}
