import type { ReactNode } from "react";

/** What a {@link Notice} is given. */
export interface NoticeProps {
  /** `human` for an offer of human contact; `success` and `danger` for outcomes; `plain` otherwise. */
  readonly tone?: "plain" | "human" | "success" | "danger";
  readonly title?: string;
  readonly children: ReactNode;
}

/** Something to notice, set apart by an edge and a ground; the words alone must carry the meaning. */
export function Notice({ tone = "plain", title, children }: NoticeProps): ReactNode {
  return (
    <div className={`notice notice-${tone}`} role={tone === "success" ? "status" : undefined}>
      {title ? <h2>{title}</h2> : null}
      {typeof children === "string" ? <p>{children}</p> : children}
    </div>
  );
}
