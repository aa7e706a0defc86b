import { WebAuthnError } from '@simplewebauthn/browser';
import { hasReason, PasskeyError, toPasskeyError } from '../../../client/src/passkey-error';

const named = (name: string) => new DOMException('As browsers say it', name);

test.each([
  ['NotAllowedError', 'not-allowed'],
  ['TimeoutError', 'not-allowed'],
  ['AbortError', 'aborted'],
  ['NotSupportedError', 'not-supported'],
  ['InvalidStateError', 'already-registered'],
  ['SecurityError', 'origin'],
  ['ConstraintError', 'constraint'],
  ['OperationError', 'busy'],
  ['UnknownError', 'unknown'],
  ['EncodingError', 'unknown'],
  ['constructor', 'unknown'],
])('a %s of the browser has the reason %s, and is the cause', (name, reason) => {
  const cause = named(name);
  expect(toPasskeyError(cause)).toMatchObject({ name: 'PasskeyError', reason, cause });
});

test.each([
  ['ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT', 'user-not-verified'],
  ['ERROR_AUTO_REGISTER_USER_VERIFICATION_FAILURE', 'user-not-verified'],
  ['ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT', 'constraint'],
] as const)('a ConstraintError that SimpleWebAuthn calls %s has the reason %s', (code, reason) => {
  const cause = named('ConstraintError');
  const error = toPasskeyError(new WebAuthnError({ message: 'x', code, cause }));
  expect(error.reason).toBe(reason);
  expect(error.cause).toBe(cause);
});

test.each([[new Error('Authentication was not completed')], ['a text'], [undefined]])(
  'any other failure, such as %p, has the reason unknown',
  (cause) => {
    expect(toPasskeyError(cause)).toMatchObject({ reason: 'unknown', cause });
  },
);

test('a PasskeyError stays as it is', () => {
  const error = new PasskeyError('no-input');
  expect(toPasskeyError(error)).toBe(error);
});

test('hasReason compares the reason', () => {
  expect(hasReason(new PasskeyError('aborted'), 'aborted')).toBe(true);
  expect(hasReason(new PasskeyError('aborted'), 'origin')).toBe(false);
  expect(hasReason({ reason: 'aborted' }, 'aborted')).toBe(false);
});
