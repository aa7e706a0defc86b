/**
 * Counts the running calls of native modules. If a worker ended during such a call, the whole process would
 * abort.
 */
import { beginNativeWork, endNativeWork, type NativeWork } from '../native-work';

type Load = typeof process.dlopen;

/**
 * Counts the calls of functions that native modules export, until their promise settles or they call back.
 * Methods of returned objects are not counted.
 * @see https://github.com/nodejs/node/issues/34567
 */
export function trackNativeWork(work: NativeWork): void {
  const load: Load = process.dlopen;
  process.dlopen = (module: { exports?: unknown }, ...rest: unknown[]) => {
    Reflect.apply(load, process, [module, ...rest]);
    module.exports = trackExports(module.exports, work);
  };
}

function trackExports(exported: unknown, work: NativeWork): unknown {
  if (typeof exported === 'function') return trackCalls(exported as Native, work);
  if (typeof exported !== 'object' || exported === null) return exported;
  for (const [name, value] of Object.entries(exported)) {
    if (typeof value === 'function') Reflect.set(exported, name, trackCalls(value as Native, work));
  }
  return exported;
}

type Native = (...args: unknown[]) => unknown;

function trackCalls(native: Native, work: NativeWork): Native {
  return new Proxy(native, {
    apply(target, self, args: unknown[]) {
      // The pool has given up this instance, so no caller waits for the result.
      if (!beginNativeWork(work)) return new Promise(() => {});
      let isOpen = true;
      const end = () => {
        if (isOpen) endNativeWork(work);
        isOpen = false;
      };
      // Native code can still be running after the callback.
      const endLater = () => void setImmediate(end);
      const callback = args.at(-1);
      const isCallback = typeof callback === 'function';
      const notify = (...results: unknown[]) => {
        endLater();
        return Reflect.apply(callback as Native, undefined, results);
      };
      try {
        const result = Reflect.apply(target, self, isCallback ? [...args.slice(0, -1), notify] : args);
        if (result instanceof Promise) result.then(endLater, endLater);
        else if (!isCallback) end();
        return result;
      } catch (error) {
        end();
        throw error;
      }
    },
  });
}
