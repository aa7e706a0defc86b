/** What Jest's runtime does when a suite ends. */
import type * as asyncHooks from 'node:async_hooks';

jest.mock('jest-runtime', () => ({
  default: class {
    teardown() {}
  },
}));

type Load = (from: string, moduleName: string) => typeof asyncHooks;
type Runtime = {
  readonly requireModuleOrMock: Load;
  readonly requireInternalModule: Load;
  readonly teardown: () => void;
};
const SharedPackagesRuntime = jest.requireActual<new () => Runtime>('./shared-packages-runtime.js');

test.each([
  ['requireModuleOrMock', 'async_hooks'],
  ['requireModuleOrMock', 'node:async_hooks'],
  ['requireInternalModule', 'async_hooks'],
  ['requireInternalModule', 'node:async_hooks'],
] as const)('a storage of %s(…, %j) is not in use after its suite', (load, moduleName) => {
  const runtime = new SharedPackagesRuntime();
  const { AsyncLocalStorage } = runtime[load](__filename, moduleName);
  const storage = new AsyncLocalStorage<string>();
  storage.enterWith('of the suite');
  expect(storage.getStore()).toBe('of the suite');
  runtime.teardown();
  expect(storage.getStore()).toBeUndefined();
});
