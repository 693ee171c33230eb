// Loaded before a program (`NODE_OPTIONS=--import=…`): its clock stands CLOCK_SHIFT_MS milliseconds beside the system's.

const shift = Number(process.env["CLOCK_SHIFT_MS"] ?? "0");
const SystemDate = Date;

class ShiftedDate extends SystemDate {
  constructor(...given: readonly unknown[]) {
    super(...((given.length === 0 ? [SystemDate.now() + shift] : given) as []));
  }

  static override now(): number {
    return SystemDate.now() + shift;
  }
}

globalThis.Date = new Proxy(ShiftedDate, {
  apply: () => new ShiftedDate().toString(),
}) as unknown as DateConstructor;
