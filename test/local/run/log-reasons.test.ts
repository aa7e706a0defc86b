import { createLogReasons } from '../../../local/run/log-reasons';

test('remembers the reason in a JSON line of an invocation', () => {
  const reasons = createLogReasons();
  reasons.note({ requestId: 'a1', text: 'hello\n{"event":"token_rejected","reason":"expired"}' });
  expect(reasons.of('a1')).toBe('expired');
  expect(reasons.of('a2')).toBeUndefined();
  expect(reasons.of(undefined)).toBeUndefined();
});

test.each(['the "reason" in no JSON', '{"event":"said no \\"reason\\""}', '{"reason":7}'])(
  'reads no reason from %s',
  (text) => {
    const reasons = createLogReasons();
    reasons.note({ requestId: 'a1', text });
    reasons.note({ text: '{"reason":"of no invocation"}' });
    expect(reasons.of('a1')).toBeUndefined();
  },
);

test('forgets the oldest', () => {
  const reasons = createLogReasons(1);
  reasons.note({ requestId: 'a1', text: '{"reason":"first"}' });
  reasons.note({ requestId: 'a2', text: '{"reason":"second"}' });
  expect([reasons.of('a1'), reasons.of('a2')]).toEqual([undefined, 'second']);
});
