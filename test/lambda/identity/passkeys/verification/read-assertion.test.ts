import { readAssertion } from '../../../../../lambda/identity/passkeys/verification/read-assertion';

const id = Buffer.alloc(16, 1).toString('base64url');
const response = {
  clientDataJSON: 'e30',
  authenticatorData: 'AAAA',
  signature: 'AQID',
  userHandle: 'YWxpY2U',
};
const credential = { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };

test('an assertion is read by its form alone', () => {
  expect(readAssertion(credential)).toEqual({ credentialId: id, ...response });
  const { userHandle: _, ...rest } = response;
  expect(readAssertion({ ...credential, response: rest })).toEqual({ credentialId: id, ...rest });
});

test('the longest parts are accepted, and longer ones refused', () => {
  const sizes = { clientDataJSON: 2048, authenticatorData: 1024, signature: 512, userHandle: 64 };
  for (const [name, size] of Object.entries(sizes)) {
    const withSize = (bytes: number) => ({
      ...credential,
      response: { ...response, [name]: Buffer.alloc(bytes, 1).toString('base64url') },
    });
    expect(readAssertion(withSize(size))).toBeDefined();
    expect(readAssertion(withSize(size + 1))).toBeUndefined();
  }
  const withId = (bytes: number) => {
    const text = Buffer.alloc(bytes, 1).toString('base64url');
    return { ...credential, id: text, rawId: text };
  };
  expect([15, 16, 1023, 1024].map((bytes) => readAssertion(withId(bytes)) !== undefined)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test.each(['', 'A', 'AB', 'AQID=', 'AQ+/', 'AQ ID', 'AQID\n', 7, null, ['AQID'], { length: 4 }])(
  'a signature %j is refused: it is not base64url in its only spelling',
  (signature) => {
    expect(readAssertion({ ...credential, response: { ...response, signature } })).toBeUndefined();
  },
);

test('a deeply nested member is refused, although it is ignored', () => {
  let nested: unknown = [];
  for (let depth = 0; depth < 100_000; depth++) nested = [nested];
  expect(readAssertion({ ...credential, clientExtensionResults: nested })).toBeUndefined();
});
