import { browserPage } from '../../../client/src/browser-page';

const tick = () => new Promise((resolve) => setImmediate(resolve));

/** Puts a document into the globals, and returns how to show it. */
function installDocument(visibilityState: string): () => void {
  const target = new EventTarget();
  const document = Object.assign(target, { visibilityState });
  Object.defineProperty(globalThis, 'document', { value: document, configurable: true });
  return () => {
    document.visibilityState = 'visible';
    target.dispatchEvent(new Event('visibilitychange'));
  };
}

/** Returns whether a wait has ended. */
async function hasEnded(wait: Promise<void>): Promise<boolean> {
  let ended = false;
  void wait.then(() => {
    ended = true;
  });
  await tick();
  return ended;
}

describe('wait', () => {
  test('ends after its time', async () => {
    expect(await browserPage.wait(0, new AbortController().signal)).toBeUndefined();
  });

  test.each(['before', 'meanwhile'])(
    'never ends if the signal is aborted %s, and leaves no timer',
    async (when) => {
      jest.useFakeTimers({ doNotFake: ['setImmediate'] });
      const controller = new AbortController();
      if (when === 'before') controller.abort();
      const wait = browserPage.wait(1000, controller.signal);
      controller.abort();
      expect(jest.getTimerCount()).toBe(0);
      expect(await hasEnded(wait)).toBe(false);
      jest.useRealTimers();
    },
  );
});

describe('untilVisible', () => {
  test('ends at once for a page that the user sees', async () => {
    installDocument('visible');
    expect(await browserPage.untilVisible(new AbortController().signal)).toBeUndefined();
  });

  test('ends when a hidden page is shown', async () => {
    const show = installDocument('hidden');
    const wait = browserPage.untilVisible(new AbortController().signal);
    expect(await hasEnded(wait)).toBe(false);
    show();
    expect(await hasEnded(wait)).toBe(true);
  });

  test('never ends if the signal is aborted', async () => {
    const show = installDocument('hidden');
    const controller = new AbortController();
    const wait = browserPage.untilVisible(controller.signal);
    controller.abort();
    show();
    expect(await hasEnded(wait)).toBe(false);
  });
});
