import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { Preview } from "./shown-weights.ts";

type Example = Preview["examples"][number];
type Compared = Example["after"][number];

/** The first ten offers of each example by the weights in force and by those looked at, side by side, with what moved and why. */
export function Comparisons({ examples }: { readonly examples: readonly Example[] }): ReactNode {
  const { t } = usePage();
  if (examples.length === 0) return <p>{t("pro.weights.compare.none")}</p>;
  return (
    <>
      {examples.map((example) => (
        <Comparison key={example.id} example={example} />
      ))}
    </>
  );
}

function Comparison({ example: { id, title, before, after } }: { readonly example: Example }): ReactNode {
  const { t } = usePage();
  const moves = after.filter(({ rank, otherRank }) => rank !== otherRank).length;
  return (
    <section aria-labelledby={`example-${id}`}>
      <h3 id={`example-${id}`}>{title}</h3>
      <p>{t("pro.weights.compare.moves", { count: moves })}</p>
      {after.length === 0 ? null : (
        <div className="weights-lists">
          <List label={t("pro.weights.compare.before")} offers={before} isAfter={false} />
          <List label={t("pro.weights.compare.after")} offers={after} isAfter />
        </div>
      )}
    </section>
  );
}

function List(props: {
  readonly label: string;
  readonly offers: readonly Compared[];
  readonly isAfter: boolean;
}): ReactNode {
  const { label, offers, isAfter } = props;
  return (
    <div>
      <h4>{label}</h4>
      <ol>
        {offers.map((one) => (
          <li key={one.offer.id}>
            {one.offer.name}
            <br />
            <span className="quiet">{one.offer.organizationName}</span>
            <Move compared={one} isAfter={isAfter} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** In words: where it was, and the part of its score that changed most. */
function Move({ compared, isAfter }: { readonly compared: Compared; readonly isAfter: boolean }): ReactNode {
  const { t, format } = usePage();
  const { rank, otherRank, moved } = compared;
  if (!isAfter)
    return otherRank === null ? (
      <strong className="weights-move">{t("pro.weights.move.leaves")}</strong>
    ) : null;
  if (rank === otherRank) return null;
  const words =
    otherRank === null
      ? t("pro.weights.move.comes")
      : t(rank < otherRank ? "pro.weights.move.up" : "pro.weights.move.down", { from: otherRank });
  const [most] = moved;
  const why =
    most === undefined
      ? t("pro.weights.move.others")
      : t("pro.weights.move.why", {
          part: t(`pro.weights.part.${most.part}`),
          from: format.hundredths(most.from),
          to: format.hundredths(most.to),
        });
  return (
    <span className="weights-move">
      <strong>{words}</strong> {why}
    </span>
  );
}
