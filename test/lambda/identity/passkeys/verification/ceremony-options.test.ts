import { createRegistrationOptions } from '../../../../../lambda/identity/passkeys/verification/registration-options';
import { createRequestOptions } from '../../../../../lambda/identity/passkeys/verification/request-options';

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

test('the options of an assertion name the credentials of a known account, and none of an unknown one', () => {
  const input = { challenge, relyingParty, userVerification: 'preferred' } as const;
  const options = { challenge, rpId: 'example.com', userVerification: 'preferred' };
  expect(createRequestOptions(input)).toEqual(options);
  expect(createRequestOptions({ ...input, allowCredentials: known })).toEqual({
    ...options,
    allowCredentials: descriptors,
  });
});
