import { createRequestOptions } from '../../../../../lambda/identity/passkeys/verification/request-options';

const challenge = 'YSBjaGFsbGVuZ2U';
const relyingParty = { id: 'example.com' };
const known = [
  { credentialId: 'Zmlyc3Q', transports: ['hybrid', 'internal'] },
  { credentialId: 'c2Vjb25k', transports: [] },
];
const descriptors = [
  { type: 'public-key', id: 'Zmlyc3Q', transports: ['hybrid', 'internal'] },
  { type: 'public-key', id: 'c2Vjb25k' },
];

test('the options of an assertion name the credentials of a known account, and none of an unknown one', () => {
  const input = { challenge, relyingParty, userVerification: 'preferred' } as const;
  const options = { challenge, rpId: 'example.com', userVerification: 'preferred' };
  expect(createRequestOptions(input)).toEqual(options);
  expect(createRequestOptions({ ...input, allowCredentials: known })).toEqual({
    ...options,
    allowCredentials: descriptors,
  });
});
