import type { WeightName } from "#directory";
import {
  decideMatchWeights,
  keepMatchExample,
  previewMatchWeights,
  readMatchWeights,
  resetMatchWeights,
} from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { townOf } from "../town-name.ts";
import { askedWeights, weightsAsTexts, type Asked } from "./asked-weights.ts";
import { Comparisons } from "./comparisons.tsx";
import { ExampleList } from "./example-list.tsx";
import { WeightHistory } from "./history.tsx";
import type { Preview, ReadWeights } from "./shown-weights.ts";
import { WeightsForm } from "./weights-form.tsx";

/** `/pro/territoire/classement`: the weights of matching, what a change would do to saved examples, and deciding. */
export const weightsPage: PageDefinition = {
  path: "/pro/territoire/classement",
  part: "directory",
  open: async (context) => {
    const { t, call } = context;
    const read = await call(readMatchWeights, {});
    const asked = askedWeights(context);
    const preview = asked?.input ? await call(previewMatchWeights, asked.input) : null;
    const codes = [...new Set(read.examples.map(({ need }) => need.town))];
    const towns = new Map(
      await Promise.all(codes.map(async (code) => [code, (await townOf(call, code)) ?? code] as const)),
    );
    return { title: t("pro.weights.title"), main: <Weights {...{ read, asked, preview, towns }} /> };
  },
};

interface Shown {
  readonly read: ReadWeights;
  readonly asked: Asked | null;
  readonly preview: Preview | null;
  readonly towns: ReadonlyMap<string, string>;
}

function Weights({ read, asked, preview, towns }: Shown): ReactNode {
  const { t, actor } = usePage();
  const mayDecide = decideMatchWeights.allow.check(actor, undefined).allowed;
  const mayKeep = keepMatchExample.allow.check(actor, undefined).allowed;
  return (
    <div className="column weights">
      <h1>{t("pro.weights.title")}</h1>
      <p className="lead">{t("pro.weights.lead")}</p>
      <p>{t(read.isDefault ? "pro.weights.isDefault" : "pro.weights.isChosen")}</p>
      <p className="quiet">{t("pro.weights.rules")}</p>
      {asked === null ? null : <Looked {...{ read, asked, preview, mayDecide }} />}
      {mayDecide ? null : <Notice>{t("pro.weights.notYours")}</Notice>}
      <ExampleList examples={read.examples} towns={towns} mayKeep={mayKeep} />
      <WeightsForm
        read={read}
        from={asked?.texts ?? weightsAsTexts(read.weights)}
        faults={new Set([...(asked?.faults ?? []), ...(preview?.faults ?? [])])}
      />
      {mayDecide && !read.isDefault ? <Reset /> : null}
      <WeightHistory decisions={read.decisions} mayDecide={mayDecide} />
    </div>
  );
}

function Looked(props: Omit<Shown, "towns" | "asked"> & { asked: Asked; mayDecide: boolean }): ReactNode {
  const { t, format } = usePage();
  const { read, asked, preview, mayDecide } = props;
  const faults = [...asked.faults, ...(preview?.faults ?? [])];
  const isReady = preview !== null && faults.length === 0 && preview.changed.length > 0;
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t("pro.weights.preview")}</h2>
      {faults.length === 0 ? null : (
        <Notice tone="danger">
          <p>
            {t(asked.input === null ? "pro.weights.outOfBounds" : "error.directory.weightsDoNotGoTogether")}
          </p>
          <ul>
            {faults.map((name) => (
              <li key={name}>
                <a href={`#weight-${name}`}>{t(`pro.weights.weight.${name}`)}</a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {preview?.changed.length === 0 ? <p>{t("pro.weights.unchanged")}</p> : null}
      <ul>
        {preview?.changed.map((name) => (
          <li key={name}>
            {t("pro.weights.changed", {
              what: t(`pro.weights.weight.${name}`),
              from: format.hundredths(read.weights[name as WeightName]),
              to: format.hundredths(Number(asked.texts.get(name as WeightName))),
            })}
          </li>
        ))}
      </ul>
      {preview === null || preview.changed.length === 0 ? null : <Comparisons examples={preview.examples} />}
      {isReady && mayDecide ? (
        <ActionForm
          action={decideMatchWeights}
          submit={t("pro.weights.decide")}
          fields={[{ name: "reason", label: t("pro.weights.reason"), hint: t("pro.weights.reason.hint") }]}
        >
          {[...asked.texts].map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
        </ActionForm>
      ) : null}
    </section>
  );
}

function Reset(): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="reset">
      <h2 id="reset">{t("pro.weights.reset")}</h2>
      <ActionForm
        action={resetMatchWeights}
        submit={t("pro.weights.reset")}
        tone="quiet"
        fields={[{ name: "reason", label: t("pro.weights.reason"), hint: t("pro.weights.reason.hint") }]}
      />
    </section>
  );
}
