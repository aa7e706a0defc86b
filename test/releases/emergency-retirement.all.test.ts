/** Retires a compromised key in one deployment: docs/how-to/rotate-signing-keys.md#retire-a-key-at-once. */
import { join } from 'node:path';
import { decodeProtectedHeader } from 'jose';
import type { SigningKeyEntry } from '../../lib/stages/stage-settings';
import { createCaller } from './call-by-turns';
import { listMixes } from './mix-releases';
import { readDeploys } from './read-deploys';
import { openReleaseStore, type ReleaseStore } from './release-store';
import { serveByTurns } from './serve-by-turns';
import { synthesizeRelease } from './synthesize-release';
import { createVeteran, runFlow, type Veteran } from './user-flow';

let store: ReleaseStore;
beforeEach(async () => {
  store = await openReleaseStore();
});
afterEach(() => store.close());

const [retirement = {}] = readDeploys('Retire a key at once');

async function makeRelease(name: string, changes: object) {
  synthesizeRelease(join(store.folder, name), changes);
  return store.readRelease(join(store.folder, name));
}

const profile = ({ accessToken }: Veteran) => ({
  path: '/users/me',
  headers: { authorization: `Bearer ${accessToken}` },
});
const keyOf = ({ accessToken }: Veteran) => decodeProtectedHeader(accessToken).kid;

test.each<[string, readonly SigningKeyEntry[]]>([
  ['a new key', [{ id: 'SigningKeyA', status: 'signing' }]],
  [
    'a published key',
    [
      { id: 'SigningKeyA', status: 'signing' },
      { id: 'SigningKeyB', status: 'published' },
    ],
  ],
])(
  '%s takes over: no request fails during the change, and afterwards no token of the retired key is accepted',
  async (_, signingKeys) => {
    const before = await makeRelease('before', { signingKeys });
    const after = await makeRelease('after', retirement);
    const origin = store.listener.origin;

    let served = await serveByTurns(store, [before]);
    const veteran = await createVeteran(createCaller(origin, 0, {}));
    await served.close();

    const mixes = listMixes({ before, after }, 'forward');
    served = await serveByTurns(store, mixes);
    for (const turn of mixes.keys()) {
      const caller = createCaller(origin, turn, {});
      await runFlow(caller);
      // an authorizer that knows only one key may receive a token of the other, and then a later request of the user fails
      expect(caller.faults().filter((fault) => /: 5\d\d /.test(fault))).toEqual([]);
    }
    expect(served.denied()).toEqual([]);
    await served.close();

    served = await serveByTurns(store, [after]);
    const caller = createCaller(origin, 0, {});
    await caller.call('profile', 401, profile(veteran));
    const json = { refresh_token: veteran.refreshToken };
    const next = await caller.call('refresh', 200, { method: 'POST', path: '/sessions/refresh', json });
    const renewed = { ...veteran, accessToken: next.access_token };
    await caller.call('profile', 200, profile(renewed));
    const { keys } = await caller.call('key set', 200, { path: '/.well-known/jwks.json' });
    expect(keys.map(({ kid }: { kid: string }) => kid)).toEqual([keyOf(renewed)]);
    expect(keyOf(renewed)).not.toBe(keyOf(veteran));
    await runFlow(caller);
    expect([...caller.faults(), ...served.denied()]).toEqual([]);
    await served.close();
  },
);
