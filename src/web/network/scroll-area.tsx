import type { ReactNode } from "react";

/** What a {@link ScrollArea} is given. */
export interface ScrollAreaProps {
  /** Id of the element that names it. */
  readonly labelledBy: string;
  readonly children: ReactNode;
}

/** A wide picture or table that moves sideways inside the page, by finger, by mouse and by keyboard. */
export function ScrollArea({ labelledBy, children }: ScrollAreaProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard too
    <div className="network-scroll" role="group" aria-labelledby={labelledBy} tabIndex={0}>
      {children}
    </div>
  );
}
