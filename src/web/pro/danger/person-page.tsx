import type { OutputOf } from "#base";
import { listHelplines, type Helpline } from "#directory/actions";
import { dangerDeed, dangerGround, sharedItem, tellingReason, type Person } from "#pathway";
import { actInDanger, listDangerActs, readFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { Helplines } from "../../ui/helplines.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { ActList } from "./act-list.tsx";

/** Lines beside the emergency numbers: children, partners, adults who depend on others. */
const besideEmergencies = ["119", "3919", "3977"];

interface Shown {
  readonly file: Person;
  readonly listed: OutputOf<typeof listDangerActs>;
  readonly lines: readonly Helpline[];
}

/** `/pro/personnes/:personId/danger`: whom to call first, then what was done without agreement, then what was done before. */
export const dangerPage: PageDefinition = {
  path: "/pro/personnes/:personId/danger",
  part: "persons",
  open: async ({ t, call, params }) => {
    const personId = params["personId"] ?? "";
    const [file, listed, { lines }] = await Promise.all([
      call(readFile, { personId }),
      call(listDangerActs, { personId }),
      call(listHelplines, {}),
    ]);
    const beside = lines.filter(({ id }) => besideEmergencies.includes(id));
    return {
      title: t("pro.danger.title"),
      main: <Danger file={file} listed={listed} lines={beside} />,
    };
  },
};

function Danger({ file, listed, lines }: Shown): ReactNode {
  const { t, newKey } = usePage();
  return (
    <div className="column">
      <PersonTrail personId={file.id} givenNames={file.givenNames} />
      <h1>{t("pro.danger.heading", { name: file.givenNames })}</h1>
      <p className="lead">{t("pro.danger.lead")}</p>
      <CrisisCard />
      {lines.length === 0 ? null : <Helplines lines={lines} />}
      <section aria-labelledby="act">
        <h2 id="act">{t("pro.danger.note")}</h2>
        <p>{t("pro.danger.note.lead")}</p>
        {file.contactChannels.length === 0 ? <Notice>{t("pro.danger.silence")}</Notice> : null}
        <ActionForm
          action={actInDanger}
          params={{ personId: file.id }}
          fields={fieldsOf(t, { listed, id: newKey() })}
          submit={t("pro.danger.submit")}
          tone="danger"
        />
      </section>
      <ActList acts={listed.acts} />
    </div>
  );
}

function fieldsOf(
  t: ReturnType<typeof usePage>["t"],
  { listed, id }: { readonly listed: Shown["listed"]; readonly id: string },
): readonly FormField[] {
  const coded = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((value) => ({ value, label: t(`code.${list.name}.${value}`) }));
  const label = (name: string) => ({ name, label: t(`pro.danger.${name}`) });
  const hint = (name: string) => ({ ...label(name), hint: t(`pro.danger.${name}.hint`) });
  return [
    { name: "id", label: "", control: "hidden", value: id },
    { ...label("ground"), control: "radios", choices: coded(dangerGround) },
    { ...label("deed"), control: "radios", isNeeded: true, choices: coded(dangerDeed), value: "shared" },
    { ...hint("receiverName"), control: "text", autocomplete: "off" },
    { ...hint("items"), control: "checkboxes", isNeeded: true, choices: coded(sharedItem) },
    { ...hint("reason"), control: "textarea" },
    { ...hint("words"), control: "textarea" },
    { ...hint("hoursAgo"), control: "number", inputmode: "numeric", isNeeded: true, value: "0" },
    ...(listed.reviewers.length === 0
      ? []
      : [
          {
            ...hint("reviewerId"),
            control: "select" as const,
            isNeeded: true,
            value: listed.reviewers[0]?.accountId,
            choices: listed.reviewers.map(({ accountId, name }) => ({
              value: accountId,
              label: name ?? t("pro.companions.gone"),
            })),
          },
        ]),
    {
      ...hint("telling"),
      control: "radios",
      choices: [{ value: "told", label: t("pro.danger.telling.told") }, ...coded(tellingReason)],
    },
    { ...hint("tellingOn"), control: "date" },
  ];
}
