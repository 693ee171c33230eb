import { circleAt, type Circle, type CirclesLayout } from "#network";

/** What dragging and tapping people does. */
export interface DragActs {
  /** The layout of the picture that is shown now. */
  readonly layout: () => CirclesLayout | null;
  /** Somebody was let go in a circle. */
  readonly moved: (alterId: string, circle: Circle) => void;
  /** Somebody was touched and not moved. */
  readonly tapped: (alterId: string) => void;
}

/** Pixels within which a touch is a tap. */
const tapWithin = 6;

interface Held {
  readonly svg: SVGSVGElement;
  readonly person: SVGElement;
  readonly id: string;
  readonly from: DOMPoint;
  readonly clientX: number;
  readonly clientY: number;
}

/** Lets a pointer move people from circle to circle. The table does the same by keyboard. */
export function startDrag(area: HTMLElement, acts: DragActs): void {
  let held: Held | null = null;
  area.addEventListener("pointerdown", (event) => {
    held = holdAt(event);
    if (held === null) return;
    event.preventDefault();
    area.setPointerCapture(event.pointerId);
  });
  area.addEventListener("pointermove", (event) => {
    if (held === null) return;
    const to = pointIn(held.svg, event);
    held.person.setAttribute("transform", `translate(${to.x - held.from.x} ${to.y - held.from.y})`);
  });
  area.addEventListener("pointerup", (event) => {
    const layout = acts.layout();
    if (held === null || layout === null) return;
    const { id, clientX, clientY, svg } = held;
    held = null;
    const isTap = Math.hypot(event.clientX - clientX, event.clientY - clientY) < tapWithin;
    if (isTap) acts.tapped(id);
    else acts.moved(id, circleAt(layout, pointIn(svg, event)));
  });
  area.addEventListener("pointercancel", () => {
    held?.person.removeAttribute("transform");
    held = null;
  });
}

function holdAt(event: PointerEvent): Held | null {
  const person = event.target instanceof Element ? event.target.closest("[data-alter]") : null;
  if (!(person instanceof SVGElement) || event.button !== 0) return null;
  const svg = person.ownerSVGElement;
  const id = person.dataset["alter"];
  if (!svg || id === undefined) return null;
  const { clientX, clientY } = event;
  return { svg, person, id, from: pointIn(svg, event), clientX, clientY };
}

/** A point of the window, in the units of the picture. */
function pointIn(svg: SVGSVGElement, { clientX, clientY }: PointerEvent): DOMPoint {
  return new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()?.inverse());
}
