/** International prefix of the overseas numbers, by their first digits (Arcep, plan de numérotation). */
const overseas: readonly (readonly [RegExp, string])[] = [
  [/^0(590|690|691)/, "+590"],
  [/^0(594|694)/, "+594"],
  [/^0(596|696|697)/, "+596"],
  [/^0(262|263|269|692|693)/, "+262"],
];

/** Numbers of the plan under which somebody can be reached: geographic, mobile, and those that follow a person. */
const personal = /^0[1-79]\d{8}$/;

/**
 * The number of a person in E.164, from what they typed: with spaces, dots, brackets, `+33`, `0033` or `(0)`.
 * Missing  null when nobody can be called back there: too short, too long, premium or free numbers (08), no number.
 */
export function readPersonalNumber(typed: string): string | null {
  const compact = typed.replace("(0)", "").replaceAll(/[\s.\-–_()·/]/g, "");
  const national = compact.replace(/^(?:\+|00)33/, "0").replace(/^00(?=[1-9])/, "+");
  if (personal.test(national)) {
    return (overseas.find(([pattern]) => pattern.test(national))?.[1] ?? "+33") + national.slice(1);
  }
  const isForeign = /^\+[1-9]\d{7,14}$/.test(national) && !national.startsWith("+33");
  return isForeign ? national : null;
}
