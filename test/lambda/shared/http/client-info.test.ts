import fc from 'fast-check';
import { createClientInfoReader } from '../../../../lambda/shared/http/client-info';
import { isCleanText } from '../../../../lambda/shared/http/text';
import { codePoint } from '../../../support/code-point';

const sourceOf = (userAgent: string | undefined) =>
  createClientInfoReader()({
    requestId: 'request-1',
    sourceIp: '192.0.2.1',
    headerLines: () => undefined,
    header: (name) => (name === 'user-agent' ? userAgent : undefined),
  });

test("returns the request's id, address and user agent", () => {
  expect(sourceOf('a browser')).toEqual({ requestId: 'request-1', ip: '192.0.2.1', userAgent: 'a browser' });
});

test.each([undefined, '', 'nul \0', 'half \uD800'])('omits the user agent %j', (userAgent) => {
  expect(sourceOf(userAgent)).toEqual({ requestId: 'request-1', ip: '192.0.2.1' });
});

test('shortens by whole characters', () => {
  expect(sourceOf('x'.repeat(201))?.userAgent).toBe('x'.repeat(200));
  expect(sourceOf('😀'.repeat(201))?.userAgent).toBe('😀'.repeat(200));
});

test('any user agent that is kept can be stored and displayed', () => {
  fc.assert(
    fc.property(fc.string({ unit: codePoint, maxLength: 300 }), (text) => {
      const { userAgent = 'x' } = sourceOf(text);
      expect(isCleanText(userAgent)).toBe(true);
      expect([...userAgent].length).toBeLessThanOrEqual(200);
    }),
  );
});

test('reads no header for the address, unless a proxy reports it', () => {
  const headerLines = jest.fn();
  const request = { requestId: 'request-1', sourceIp: '192.0.2.1', header: () => undefined, headerLines };
  expect(createClientInfoReader()(request).ip).toBe('192.0.2.1');
  expect(headerLines).not.toHaveBeenCalled();
  expect(createClientInfoReader(() => '203.0.113.7')(request).ip).toBe('203.0.113.7');
});
