/** Makes a worker read the clock of its run instead of this machine's clock. */
import { type ClockMemory, readClock } from '../../clock/clock-memory';

/** Year and month, followed by optional parts. */
type DateParts = [number, number, ...number[]];

/**
 * Replaces `Date`: `Date.now()`, `Date()` and `new Date()` read the run's clock. Timers, `performance` and
 * the validation of certificates keep this machine's clock. Call it before the handler loads, because modules
 * can store `Date.now` in a variable.
 */
export function useClock(memory: ClockMemory): void {
  const MachineDate = Date;
  const machineNow = Date.now;
  const now = () => readClock(memory, machineNow);

  function ClockDate(this: unknown, ...parts: readonly unknown[]): unknown {
    if (new.target === undefined) return new MachineDate(now()).toString();
    // A class that extends Date has its own prototype.
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
  // The prototype stays the same, so that dates of Node's own modules are instances, too.
  ClockDate.prototype = MachineDate.prototype;
  MachineDate.prototype.constructor = ClockDate;
  globalThis.Date = ClockDate as unknown as DateConstructor;
}
