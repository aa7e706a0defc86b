/** Makes a worker read the clock of its run in place of this machine's. */
import { type ClockMemory, readClock } from '../../clock/clock-memory';

/** Year and month, and what may follow them. */
type DateParts = [number, number, ...number[]];

/**
 * Replaces `Date`: `Date.now()`, `Date()` and `new Date()` read the run's clock. Timers, `performance` and the checks of certificates keep
 * this machine's clock. It comes before the handler loads, since modules take `Date.now` into variables of their own.
 */
export function useClock(memory: ClockMemory): void {
  const MachineDate = Date;
  const machineNow = Date.now;
  const now = () => readClock(memory, machineNow);

  function ClockDate(this: unknown, ...parts: readonly unknown[]): unknown {
    if (new.target === undefined) return new MachineDate(now()).toString();
    // a class that extends Date has a prototype of its own
    if (new.target !== ClockDate) {
      return Reflect.construct(MachineDate, parts.length === 0 ? [now()] : parts, new.target);
    }
    if (parts.length === 0) return new MachineDate(now());
    return parts.length === 1
      ? new MachineDate(parts[0] as number)
      : new MachineDate(...(parts as DateParts));
  }

  const { prototype: _, ...statics } = Object.getOwnPropertyDescriptors(MachineDate);
  Object.defineProperties(ClockDate, { ...statics, now: { ...statics.now, value: now } });
  // the same one, so that dates of Node's own modules are instances as well
  ClockDate.prototype = MachineDate.prototype;
  MachineDate.prototype.constructor = ClockDate;
  globalThis.Date = ClockDate as unknown as DateConstructor;
}
