import { annotateReply } from '../../../local/explain/annotate-reply';
import type { RequestTrace } from '../../../local/gateway/http/messages';

const request = { method: 'POST', target: '/', headers: [], body: Buffer.alloc(0), sourceIp: '127.0.0.1' };

function annotate(
  status: number,
  trace: Partial<RequestTrace>,
  body: unknown = {},
  headers: readonly (readonly [string, string])[] = [],
) {
  const whole = { requestId: 'r', method: 'POST', path: '/', status, milliseconds: 1, ...trace };
  const reply = { status, headers, body: Buffer.from(JSON.stringify(body)), trace: whole };
  const reasons: Readonly<Record<string, string>> = {
    f1: 'of the function',
    a1: 'of the authorizer',
    a2: 'no good: eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln',
  };
  const { problem, logged } = annotateReply(request, reply, { reasonOf: (id = '') => reasons[id] }).trace;
  return { problem, logged };
}

const problem = { code: 'NO', detail: 'Not so.' };

test('contains the error in the body of a function’s response', () => {
  expect(annotate(401, {}, problem)).toEqual({ problem: 'NO: Not so.', logged: undefined });
  expect(annotate(200, {}, problem).problem).toBeUndefined();
});

test('contains the duration of a throttle', () => {
  const headers = [['retry-after', '840']] as const;
  expect(annotate(429, {}, problem, headers).problem).toBe('NO: Not so. (Retry-After: 840)');
  expect(annotate(429, {}, {}, headers).problem).toBeUndefined();
});

test('omits the error if the gateway itself rejected the request, which has a reason', () => {
  expect(annotate(401, { reason: 'UNAUTHORIZED: missing token' }, problem).problem).toBeUndefined();
});

test('contains the reason that the function logged, or else the authorizer', () => {
  const both = { functionRequestId: 'f1', authorizerRequestId: 'a1' };
  expect(annotate(500, both).logged).toBe('of the function');
  expect(annotate(401, { authorizerRequestId: 'a1' }).logged).toBe('of the authorizer');
  expect(annotate(200, both).logged).toBeUndefined();
  // Secrets of this form are masked.
  expect(annotate(401, { authorizerRequestId: 'a2' }).logged).toBe('(masked)');
});
