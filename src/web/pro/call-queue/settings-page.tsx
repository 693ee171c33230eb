import { listOrganisations } from "#access/actions";
import type { OutputOf } from "#base";
import { readCallQueue, setCallQueue } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";

type Queue = NonNullable<OutputOf<typeof readCallQueue>["queue"]>;
interface Organisation {
  readonly id: string;
  readonly name: string;
}

/** `/pro/demandes/reglages`: the queues one may set; that of the only organisation at once. */
export const callQueueChoicePage: PageDefinition = {
  path: "/pro/demandes/reglages",
  part: "persons",
  open: async (context) => {
    const own = await ownOrganisations(context);
    const [only] = own;
    if (only && own.length === 1) return settingsOf(context, only);
    return { title: context.t("pro.callQueue.settings"), main: <Choice organisations={own} /> };
  },
};

/** `/pro/demandes/reglages/…`: the settings of one queue. */
export const callQueueSettingsPage: PageDefinition = {
  path: "/pro/demandes/reglages/:controllerId",
  part: "persons",
  open: async (context) => {
    const id = context.params["controllerId"] ?? "";
    const found = (await ownOrganisations(context)).find((one) => one.id === id);
    return settingsOf(context, found ?? { id, name: "" });
  },
};

async function ownOrganisations({ call, actor }: PageContext): Promise<readonly Organisation[]> {
  const { organisations } = await call(listOrganisations, {});
  return organisations.filter(({ id }) => setCallQueue.allow.check(actor, { controllerId: id }).allowed);
}

async function settingsOf({ t, call }: PageContext, organisation: Organisation): Promise<PageContent> {
  const { queue } = await call(readCallQueue, { controllerId: organisation.id });
  return { title: t("pro.callQueue.settings"), main: <Settings queue={queue} organisation={organisation} /> };
}

function Choice({ organisations }: { readonly organisations: readonly Organisation[] }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.callQueue.settings")}</h1>
      {organisations.length === 0 ? <p>{t("pro.callQueue.settings.notYours")}</p> : null}
      <ul>
        {organisations.map(({ id, name }) => (
          <li key={id}>
            <a href={href(`/pro/demandes/reglages/${id}`)}>{name}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Settings(props: { readonly queue: Queue | null; readonly organisation: Organisation }): ReactNode {
  const { t, href } = usePage();
  const { queue, organisation } = props;
  return (
    <div className="column">
      <p>
        <a href={href("/pro/demandes")}>{t("pro.callRequest.back")}</a>
      </p>
      <h1>{t("pro.callQueue.settings")}</h1>
      <p className="lead">{organisation.name}</p>
      <State queue={queue} />
      <ActionForm
        action={setCallQueue}
        version={queue?.version ?? 0}
        params={{ controllerId: organisation.id }}
        submit={t("pro.callQueue.settings.submit")}
        fields={[
          { name: "name", label: t("pro.callQueue.settings.name"), value: queue?.name },
          {
            name: "areas",
            label: t("pro.callQueue.settings.areas"),
            hint: t("pro.callQueue.settings.areas.hint"),
            control: "textarea",
            value: queue?.areas.join(", "),
            spellcheck: false,
          },
          {
            name: "staffedHours",
            label: t("pro.callQueue.settings.hours"),
            hint: t("pro.callQueue.settings.hours.hint"),
            control: "text",
            value: queue?.staffedHours,
            spellcheck: false,
          },
          {
            name: "capacity",
            label: t("pro.callQueue.settings.capacity"),
            hint: t("pro.callQueue.settings.capacity.hint"),
            value: String(queue?.capacity ?? 10),
          },
          {
            name: "promisedDays",
            label: t("pro.callQueue.settings.days"),
            value: String(queue?.promisedDays ?? 3),
          },
          {
            name: "isOpen",
            label: t("pro.callQueue.settings.open"),
            control: "checkbox",
            value: queue?.isOpen ? "true" : undefined,
          },
        ]}
      />
    </div>
  );
}

function State({ queue }: { readonly queue: Queue | null }): ReactNode {
  const { t } = usePage();
  if (queue === null) return <Notice>{t("pro.callQueue.settings.none")}</Notice>;
  const state = !queue.isOpen
    ? "closed"
    : !queue.hasStaff
      ? "noStaff"
      : queue.waiting >= queue.capacity
        ? "full"
        : "takes";
  return (
    <Notice>{t(`pro.callQueue.state.${state}`, { waiting: queue.waiting, capacity: queue.capacity })}</Notice>
  );
}
