import { selectDocument } from '../../../lambda/discovery/select-document';
import { optionalFeatures, routes } from '../../../lambda/routes';
import { selectRoutes } from '../../../lambda/select-routes';
import { writeDocument } from '../../../lib/openapi/write-document';
import openapi from '../../../openapi.json';

/** Writes the document of a table that only has the routes of these features. */
function write(features: readonly (typeof optionalFeatures)[number][]): unknown {
  const [{ text } = { text: '' }] = writeDocument(selectRoutes(routes, features));
  return JSON.parse(text);
}

test.each([[[]], [['example' as const]], [optionalFeatures]])(
  'with the features %j, the document is the one written for their routes alone',
  (features) => {
    expect(selectDocument(openapi, selectRoutes(routes, features))).toEqual(write(features));
  },
);

test('without the example, only an item of an export mentions it', () => {
  const { paths, ...rest } = selectDocument(openapi, selectRoutes(routes, []));
  expect(JSON.stringify(rest)).not.toMatch(/foo/i);
  expect(Object.keys(paths).filter((path) => path.startsWith('/foo'))).toEqual([]);
});

test('the shared document stays unchanged', () => {
  const before = JSON.stringify(openapi);
  selectDocument(openapi, {});
  expect(JSON.stringify(openapi)).toBe(before);
});

test('a path keeps the methods that are served', () => {
  const { '/users/me': item } = selectDocument(openapi, { 'GET /users/me': {} }).paths;
  expect(Object.keys(item)).toEqual(['get']);
});
