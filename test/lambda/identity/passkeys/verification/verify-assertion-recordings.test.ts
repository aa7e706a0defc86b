import { verifyAssertion } from '../../../../../lambda/identity/passkeys/verification/verify-assertion';
import { verifyRegistration } from '../../../../../lambda/identity/passkeys/verification/verify-registration';
import { COSE_ALGORITHMS } from '../../../../support/webauthn/credential-key';
import { challenge, relyingParty } from '../../../../support/webauthn/passkey-ceremony';
import { recordings } from '../../../../support/webauthn/recordings';

const demands = { challenge, relyingParty, requireUserVerification: true };

test('there is a recording of each algorithm by Chromium and by the authenticator of the tests', () => {
  const kinds = recordings.map(({ by, algorithm }) => `${by.split(' ')[0]} ${algorithm}`);
  const names = Object.keys(COSE_ALGORITHMS);
  expect(kinds.sort()).toEqual(
    ['Chromium', 'software'].flatMap((by) => names.map((name) => `${by} ${name}`)).sort(),
  );
});

test.each(recordings.map((recording) => [recording.by, recording.algorithm, recording] as const))(
  'what %s has recorded with %s is accepted',
  async (_by, algorithm, { registration, assertion }) => {
    const stored = await verifyRegistration({ ...demands, credential: registration });
    expect(stored).toMatchObject({ algorithm: COSE_ALGORITHMS[algorithm], isUserVerified: true });
    if (!stored) return;
    const verified = await verifyAssertion({ ...demands, credential: assertion, stored });
    expect(verified?.counter).toBeGreaterThan(stored.counter);
  },
);
