const asyncHooks = require('node:async_hooks');

/**
 * Returns Node's module of asynchronous contexts for one suite, as `asyncHooks`, and `end`, which ends the use of each
 * AsyncLocalStorage that was made with it.
 *
 * jest-circus makes one for each suite and does not end it. Before Node 24, every promise of the worker, also those of
 * later suites, copies the context of each storage in use: after 100 suites, a promise takes 200 times as long.
 */
module.exports = function trackStorages() {
  const storages = [];
  class AsyncLocalStorage extends asyncHooks.AsyncLocalStorage {
    constructor(...options) {
      super(...options);
      storages.push(this);
    }
  }
  return {
    asyncHooks: { ...asyncHooks, AsyncLocalStorage },
    end: () => {
      for (const storage of storages) storage.disable();
    },
  };
};
