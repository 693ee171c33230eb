import type { OutputOf } from "#base";
import { previewCampaign, startCampaign } from "#exchange/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActButton } from "../act-button.tsx";
import { Refused } from "../refused.tsx";
import { ImportsTrail } from "./imports-page.tsx";

const path = "/pro/imports/campagne";

interface Asked {
  readonly months: string;
  readonly departement: string | null;
}

/** `/pro/imports/campagne`: asks organisations whether their entries are still right, after saying how many that are. */
export const campaignPage: PageDefinition = {
  path,
  part: "directory",
  open: async ({ t, call, query, refused }) => {
    const given = (name: string): string | null => refused?.values[name]?.at(-1) ?? query.get(name);
    const months = /^(?:[1-9]|[12]\d|3[0-6])$/.test(given("months") ?? "") ? (given("months") ?? "6") : "6";
    const typed = given("departement")?.trim().toUpperCase() ?? "";
    const departement = /^(?:[0-9][0-9AB]|97[1-8])$/.test(typed) ? typed : null;
    const size = await call(previewCampaign, { months, departement: departement ?? undefined });
    return {
      title: t("pro.campaign.title"),
      main: <CampaignView size={size} asked={{ months, departement }} />,
    };
  },
};

/** `/pro/imports/campagne/lancee`: the messages are on their way. */
export const campaignStartedPage: PageDefinition = {
  path: `${path}/lancee`,
  part: "directory",
  open: async ({ t, call }) => {
    await call(previewCampaign, {});
    return { title: t("pro.campaign.title"), main: <Started /> };
  },
};

function CampaignView(props: {
  readonly size: OutputOf<typeof previewCampaign>;
  readonly asked: Asked;
}): ReactNode {
  const { t, href } = usePage();
  const { size, asked } = props;
  return (
    <div className="column">
      <h1>{t("pro.campaign.title")}</h1>
      <p className="lead">{t("pro.campaign.lead")}</p>
      <ImportsTrail />
      <Refused actions={[startCampaign]} />
      <form method="get" action={href(path)} className="form">
        <div className="field">
          <label htmlFor="months">{t("pro.campaign.months")}</label>
          <input
            id="months"
            name="months"
            type="number"
            min={1}
            max={36}
            required
            className="control"
            defaultValue={asked.months}
          />
        </div>
        <div className="field">
          <label htmlFor="departement">
            {t("pro.campaign.departement")}
            <span className="optional"> {t("page.form.optional")}</span>
          </label>
          <input
            id="departement"
            name="departement"
            maxLength={3}
            className="control"
            defaultValue={asked.departement ?? ""}
          />
        </div>
        <p className="form-end">
          <button type="submit" className="button button-quiet">
            {t("pro.campaign.look")}
          </button>
        </p>
      </form>
      <p role="status">{t("pro.campaign.size", size)}</p>
      {size.addresses > 0 ? (
        <ActButton
          action={startCampaign}
          params={{}}
          values={{ months: asked.months, departement: asked.departement }}
          label={t("pro.campaign.start")}
          tone="main"
        />
      ) : null}
    </div>
  );
}

function Started(): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.campaign.started")}</h1>
      <p className="lead">{t("pro.campaign.startedLead")}</p>
      <ImportsTrail />
      <p>
        <a href={href(path)}>{t("pro.campaign.again")}</a>
      </p>
    </div>
  );
}
