import { readUndeliverable } from '../../../../../lambda/identity/email/feedback/undeliverable';
import { toAttributes } from '../../../../../lambda/shared/table/attributes';

test.each(['bounce', 'complaint'] as const)('reads the mark of a %s', (reason) => {
  expect(readUndeliverable(toAttributes({ undeliverable: { reason, at: 5 } }))).toEqual({ reason, at: 5 });
});

test('an address without a mark has none', () => {
  expect(readUndeliverable(toAttributes({ address: 'ada@example.com' }))).toBeUndefined();
});

test('a mark of a newer release counts as a bounce', () => {
  const newer = toAttributes({ undeliverable: { reason: 'full' } });
  expect(readUndeliverable(newer)).toEqual({ reason: 'bounce', at: 0 });
});
