import type { DeskStageShown } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { Notice } from "../../ui/notice.tsx";

/** What a {@link Stage} is given. */
export interface StageProps {
  readonly state: DeskStageShown;
  /** Path of the page that tells how far it is. */
  readonly path: string;
  /** What is shown once it is done. */
  readonly children?: ReactNode;
}

/** How far reading or importing is: it can be left and come back to; what stopped it is told column by column. */
export function Stage({ state, path, children }: StageProps): ReactNode {
  const { t, href } = usePage();
  if (state.stage === "done") return <>{children}</>;
  if (state.stage === "running") {
    const { step, done, total } = state.progress ?? { step: "waiting", done: 0, total: 1 };
    const words = t(`pro.intake.step.${step}`);
    return (
      <Notice tone="plain">
        <p>
          <progress value={done} max={Math.max(1, total)} aria-label={words} /> {words}
        </p>
        <p>
          <a href={href(path)}>{t("pro.intake.look")}</a>
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="danger">
      <p>
        {state.stage === "interrupted"
          ? t("pro.intake.interrupted")
          : t(`error.${state.code}`, { faults: state.faults.length, columns: "" })}
      </p>
      <ul>
        {state.faults.map(({ path: where, code }) => (
          <li key={`${where} ${code}`}>
            <code>{where.replace(/ \(\d+\)$/, "")}</code>
            {" : "}
            {t(`pro.intake.fault.${code}`, { count: countIn(where) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** How many rows, codes or strata a fault of an import concerns: it stands at the end of its place. */
function countIn(where: string): number {
  return Number(/\((\d+)\)$/.exec(where)?.[1] ?? 1);
}
