import { readAnswer, readStepUp } from '../../../../lambda/auth/factors/read-proof';
import type { PasskeyProofs } from '../../../../lambda/identity/factors/proofs/passkey-proofs';

const challenge = 'a challenge';
const passkeys = {} as PasskeyProofs;
const loadPasskeys = jest.fn(() => passkeys);

test('only an assertion loads the code of passkeys', () => {
  expect(readAnswer({ challenge, kind: 'totp', code: '123456' }, { loadPasskeys })).toEqual({
    kind: 'totp',
    code: '123456',
  });
  expect(() => readAnswer({ challenge, kind: 'totp', credential: {} }, { loadPasskeys })).toThrow();
  expect(() => readAnswer({ challenge, kind: 'passkey', code: '123456' }, { loadPasskeys })).toThrow();
  expect(readStepUp({ kind: 'passkey', ceremony_id: 'x', credential: {} })).toEqual({
    ceremonyId: 'x',
    credential: {},
  });
  expect(loadPasskeys).not.toHaveBeenCalled();
  const credential = { id: 'x' };
  expect(readAnswer({ challenge, kind: 'passkey', credential }, { loadPasskeys })).toEqual({
    credential,
    passkeys,
  });
  expect(loadPasskeys).toHaveBeenCalledTimes(1);
});
