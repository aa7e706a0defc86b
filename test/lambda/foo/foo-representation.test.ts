import { answerRead, fooHeaders, toShownFoo, validatorsOf } from '../../../lambda/foo/foo-representation';
import { newFoo } from '../fakes/new-foo';

const foo = newFoo('id-1', {
  note: 'a note',
  updatedAt: '2026-01-02T03:04:06.789Z',
  revision: 'r-2',
  reservation: 'the place of a key',
});
const headers = { ETag: '"r-2"', 'Last-Modified': 'Fri, 02 Jan 2026 03:04:06 GMT' };

test('does not show the stored members', () => {
  expect(Object.keys(toShownFoo(foo)).sort()).toEqual(['createdAt', 'id', 'name', 'note', 'updatedAt']);
});

test('names the state by the revision, and by the second of the last change', () => {
  expect(validatorsOf(foo)).toEqual({ etag: '"r-2"', modifiedAt: Date.UTC(2026, 0, 2, 3, 4, 6, 789) });
  expect(fooHeaders(foo)).toEqual(headers);
});

test('answers a read with the foo, or with 304', () => {
  expect(answerRead(foo, {})).toEqual({ status: 200, body: toShownFoo(foo), headers });
  expect(answerRead(foo, { ifNoneMatch: ['"r-2"'] })).toEqual({ status: 304, headers });
  expect(() => answerRead(foo, { ifMatch: ['"r-1"'] })).toThrow(
    expect.objectContaining({ code: 'PRECONDITION_FAILED' }),
  );
});
