import type { OutputOf } from "#base";
import { loadInstrument, type Instrument } from "#instruments";
import { inviteAgain, inviteFirst, listReassessments, readFile, stopReassessment } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import type { Translate } from "../../speaker.ts";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";
import { PersonTrail } from "../person-trail.tsx";
import { instrumentName } from "../questionnaire/words.ts";
import { Refused } from "../refused.tsx";

type Listed = OutputOf<typeof listReassessments>;
type Task = Listed["reassessments"][number];

/** `/pro/personnes/:personId/reprises`: the same questions again: what is to do, what is planned, what can go by link. */
export const reassessmentPage: PageDefinition = {
  path: "/pro/personnes/:personId/reprises",
  part: "persons",
  open: async ({ t, call, params }) => {
    const personId = params["personId"] ?? "";
    const [file, listed] = await Promise.all([
      call(readFile, { personId }),
      call(listReassessments, { personId }),
    ]);
    const ids = new Set([...listed.instruments, ...listed.reassessments.map(({ instrument }) => instrument)]);
    const loaded = await Promise.all([...ids].map(async (id) => [id, await loadInstrument(id)] as const));
    const props = { personId, givenNames: file.givenNames, listed, instruments: new Map(loaded) };
    return { title: t("pro.again.title"), main: <Again {...props} /> };
  },
};

interface AgainProps {
  readonly personId: string;
  readonly givenNames: string;
  readonly listed: Listed;
  readonly instruments: ReadonlyMap<string, Instrument>;
}

function Again(props: AgainProps): ReactNode {
  const { t } = usePage();
  const { personId, givenNames, listed } = props;
  const due = listed.reassessments.filter(({ status }) => status === "due" || status === "sent");
  const planned = listed.reassessments.filter(({ status }) => status === "planned");
  const ended = listed.reassessments.filter((task) => !due.includes(task) && !planned.includes(task));
  return (
    <div className="column">
      <PersonTrail personId={personId} givenNames={givenNames} />
      <h1>{t("pro.again.heading", { name: givenNames })}</h1>
      <p className="lead">{t("pro.again.lead")}</p>
      <Refused actions={[inviteAgain, stopReassessment]} />
      {due.length === 0 ? <p>{t("pro.again.none")}</p> : null}
      {due.map((task) => (
        <DueTask key={task.id} task={task} {...props} />
      ))}
      <Others name="planned" tasks={planned} {...props} />
      <Others name="ended" tasks={ended} {...props} />
      <ByLink {...props} />
    </div>
  );
}

function nameOf(
  { instruments }: AgainProps,
  id: string,
  locale: ReturnType<typeof usePage>["locale"],
): string {
  const found = instruments.get(id);
  return found ? instrumentName(found, locale) : id;
}

/** What waits: to ask together in the way it was asked, or a link where it was answered alone. */
function DueTask(props: AgainProps & { readonly task: Task }): ReactNode {
  const { t, href, format, locale } = usePage();
  const { task, personId, listed } = props;
  const name = nameOf(props, task.instrument, locale);
  return (
    <section aria-labelledby={task.id}>
      <h2 id={task.id}>{name}</h2>
      <p>
        {t(`code.reassessmentStep.${task.step}`)}
        {" · "}
        {t("pro.again.since", { day: dayInWords(format, task.dueAt) })}
        {" · "}
        {t(`pro.again.mode.${task.mode}`)}
      </p>
      <Delivery task={task} />
      {task.mode === "self" ? (
        <Invite task={task} personId={personId} channels={listed.channels} />
      ) : (
        <p>
          <a
            className="button button-main"
            href={href(`/pro/personnes/${personId}/point/${task.instrument}`)}
          >
            {t("pro.again.ask")}
            <span className="visually-hidden"> {name}</span>
          </a>
        </p>
      )}
      <ActButton
        action={stopReassessment}
        params={{ personId, reassessmentId: task.id }}
        values={{}}
        version={task.version}
        label={t("pro.again.stop")}
        about={name}
      />
    </section>
  );
}

function Delivery({ task }: { readonly task: Task }): ReactNode {
  const { t, format } = usePage();
  if (task.delivery === null) return null;
  const day = task.sentAt ? dayInWords(format, task.sentAt) : "";
  return <p className="quiet">{t(`pro.again.delivery.${task.delivery}`, { day })}</p>;
}

interface InviteProps {
  readonly task: Task;
  readonly personId: string;
  readonly channels: Listed["channels"];
}

function Invite({ task, personId, channels }: InviteProps): ReactNode {
  const { t } = usePage();
  if (channels.length === 0) return <NoChannel personId={personId} />;
  return (
    <ActionForm
      action={inviteAgain}
      params={{ personId, reassessmentId: task.id }}
      id={`again-${task.id}`}
      version={task.version}
      fields={invitationFields(t, channels)}
      submit={t(task.status === "sent" ? "pro.again.sendAgain" : "pro.again.send")}
    />
  );
}

/** Says why no link can go, and where that is changed. */
function NoChannel({ personId }: { readonly personId: string }): ReactNode {
  const { t, href } = usePage();
  return (
    <p>
      {t("pro.again.noChannel")}{" "}
      <a href={`${href(`/pro/personnes/${personId}`, { changer: 1 })}#pathway-updateFile-contactChannels`}>
        {t("pro.again.noChannel.change")}
      </a>
    </p>
  );
}

function invitationFields(t: Translate, channels: Listed["channels"]): readonly FormField[] {
  const [only] = channels;
  return [
    {
      name: "channel",
      label: t("pro.again.channel"),
      control: "radios",
      choices: channels.map((value) => ({ value, label: t(`code.contactChannel.${value}`) })),
      ...(channels.length === 1 && only ? { value: only } : {}),
    },
    {
      name: "agreedName",
      label: t("pro.again.agreedName"),
      hint: t("pro.again.agreedName.hint"),
      autocomplete: "off",
    },
    {
      name: "callbackPhone",
      label: t("pro.again.callbackPhone"),
      hint: t("pro.again.callbackPhone.hint"),
      control: "tel",
      inputmode: "tel",
      autocomplete: "off",
    },
  ];
}

function Others(props: AgainProps & { readonly name: string; readonly tasks: readonly Task[] }): ReactNode {
  const { t, format, locale } = usePage();
  const { name, tasks } = props;
  if (tasks.length === 0) return null;
  return (
    <section aria-labelledby={`again-${name}`}>
      <h2 id={`again-${name}`}>{t(`pro.again.${name}`)}</h2>
      <ul className="plain">
        {tasks.map((task) => (
          <li key={task.id}>
            {t("pro.again.line", {
              name: nameOf(props, task.instrument, locale),
              step: t(`code.reassessmentStep.${task.step}`),
              day: dayInWords(format, task.dueAt),
              status: t(`code.reassessmentStatus.${task.status}`),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Questions that the person answers by themselves, the first time: later ones compare with them. */
function ByLink(props: AgainProps): ReactNode {
  const { t, locale, newKey, refused } = usePage();
  const { personId, listed } = props;
  if (listed.instruments.length === 0) return null;
  return (
    <details className="disclosure" open={refused?.action === inviteFirst.name}>
      <summary>{t("pro.again.byLink")}</summary>
      <p>{t("pro.again.byLink.lead")}</p>
      {listed.channels.length === 0 ? (
        <NoChannel personId={personId} />
      ) : (
        <ActionForm
          action={inviteFirst}
          params={{ personId }}
          fields={[
            { name: "id", label: "", control: "hidden", value: newKey() },
            {
              name: "instrument",
              label: t("pro.again.instrument"),
              control: "radios",
              choices: listed.instruments.map((value) => ({ value, label: nameOf(props, value, locale) })),
            },
            ...invitationFields(t, listed.channels),
          ]}
          submit={t("pro.again.send")}
        />
      )}
    </details>
  );
}
