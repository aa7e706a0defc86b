/** The page of a browser: its timer, and whether the user sees it. */
import type { Page } from './passkey-autofill';

interface BrowserDocument {
  readonly visibilityState: string;
  addEventListener(type: 'visibilitychange', listener: () => void, options: { signal: AbortSignal }): void;
}

/** The page that the module runs in. */
export const browserPage: Page = {
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return;
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    }),
  untilVisible: (signal) =>
    new Promise((resolve) => {
      const { document } = globalThis as unknown as { document: BrowserDocument };
      const check = () => document.visibilityState !== 'hidden' && resolve();
      document.addEventListener('visibilitychange', check, { signal });
      check();
    }),
};
