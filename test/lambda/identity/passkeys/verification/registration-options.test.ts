import { CEREMONY_MS } from '../../../../../lambda/identity/passkeys/ceremony';
import { createRegistrationOptions } from '../../../../../lambda/identity/passkeys/verification/registration-options';

const challenge = 'YSBjaGFsbGVuZ2U';
const relyingParty = { id: 'example.com', name: 'Example' };
const known = [
  { credentialId: 'Zmlyc3Q', transports: ['hybrid', 'internal'] },
  { credentialId: 'c2Vjb25k', transports: [] },
];
const descriptors = [
  { type: 'public-key', id: 'Zmlyc3Q', transports: ['hybrid', 'internal'] },
  { type: 'public-key', id: 'c2Vjb25k' },
];

test('the options of a registration demand a discoverable credential, without attestation, of three algorithms', () => {
  const user = { sub: 'zoë', name: 'zoe', displayName: 'Zoë' };
  const options = createRegistrationOptions({
    challenge,
    relyingParty: { ...relyingParty, origins: ['https://example.com'] } as typeof relyingParty,
    user,
    userVerification: 'required',
    excludeCredentials: known,
  });
  expect(options).toEqual({
    challenge,
    timeout: CEREMONY_MS,
    rp: relyingParty,
    user: { id: 'em_Dqw', name: 'zoe', displayName: 'Zoë' },
    pubKeyCredParams: [
      { type: 'public-key', alg: -8 },
      { type: 'public-key', alg: -7 },
      { type: 'public-key', alg: -257 },
    ],
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
    excludeCredentials: descriptors,
  });
});
