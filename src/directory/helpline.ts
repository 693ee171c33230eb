import type { LocalDate } from "#base";
import type { Helpline } from "./actions.ts";
import pack from "./codes/helplines.fr.json" with { type: "json" };

/** A line as the country pack has it. */
export interface PackLine {
  readonly id: string;
  /** Official name, in French. */
  readonly name: string;
  /** Null when no number is known. */
  readonly number: string | null;
  /** Whether the number was seen in an official or recent public page. */
  readonly verified: boolean;
  /** What was found of its hours, with remarks when they were not seen. */
  readonly hours?: string;
  readonly audience?: string;
  readonly cost?: string;
}

/** Emergency lines in the order in which the crisis card shows them: whom to call when one thinks of dying comes first. */
export const emergencyLineIds = ["3114", "15", "112", "114", "17", "18"] as const;

const notSeen = /not (seen|verified)/i;

/**
 * Hours of a line that may be shown, in French as found: `always` around the clock.
 * Missing  null when the pack says nothing, or that they were not seen or not verified.
 */
function hoursOf({ hours }: PackLine): string | null {
  if (hours === undefined || notSeen.test(hours)) return null;
  return hours === "24/7" ? "always" : hours;
}

/**
 * The lines that may be shown: those whose number was verified, emergency lines first.
 * Names and sentences are the official French ones; the text files translate them under `helpline.<id>.name`,
 * `.audience`, `.cost` and `.hours`.
 */
export function helplinesOf(lines: readonly PackLine[]): readonly Helpline[] {
  const rank = ({ id }: PackLine): number => {
    const place = emergencyLineIds.findIndex((emergency) => emergency === id);
    return place < 0 ? emergencyLineIds.length : place;
  };
  return lines
    .filter((line) => line.verified)
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((line) => {
      const { id, number, name, audience = null, cost = null } = line;
      const isEmergency = rank(line) < emergencyLineIds.length;
      return number === null ? [] : [{ id, number, name, audience, cost, hours: hoursOf(line), isEmergency }];
    });
}

/** The lines of the country pack France, and the day on which their numbers were checked. */
export function helplines(): { readonly checkedOn: LocalDate; readonly lines: readonly Helpline[] } {
  return { checkedOn: pack.checkedOn as LocalDate, lines: helplinesOf(pack.lines) };
}
