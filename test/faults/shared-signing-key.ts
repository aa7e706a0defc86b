/** Gives all runs inside test processes the same signing key, because its creation takes longer than the rest of a start. */
import { createPrivateKey } from 'node:crypto';
import type * as keyStores from '../../local/aws/kms/key-store';

jest.mock('../../local/aws/kms/key-store', () => {
  const actual = jest.requireActual<typeof keyStores>('../../local/aws/kms/key-store');
  const openKeyStore: typeof keyStores.openKeyStore = (folder) => {
    const store = actual.openKeyStore(folder);
    const { TEST_SIGNING_KEY: made } = process.env;
    if (folder !== undefined || made === undefined) return store;
    const shared = createPrivateKey(made);
    let sharer: string | undefined;
    return {
      ...store,
      materialOf: async (keyId, spec) => {
        if (spec.kind !== 'rsa' || spec.modulusBits !== shared.asymmetricKeyDetails?.modulusLength) {
          return store.materialOf(keyId, spec);
        }
        // all keys of a run must differ
        sharer ??= keyId;
        return sharer === keyId ? shared : store.materialOf(keyId, spec);
      },
    };
  };
  return { ...actual, openKeyStore };
});
