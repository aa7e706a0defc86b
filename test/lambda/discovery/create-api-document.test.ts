import { createApiDocument } from '../../../lambda/discovery/create-api-document';
import { optionalFeatures } from '../../../lambda/routes';
import openapi from '../../../openapi.json';

const apiUrl = 'https://auth.example.com';

test("has the API's URL, and only the routes of its features", () => {
  const document = createApiDocument({ features: [], apiUrl })();
  expect(document.servers).toEqual([{ url: apiUrl }]);
  expect(Object.keys(document.paths)).toContain('/users');
  expect(Object.keys(document.paths)).not.toContain('/foo');
  expect(Object.keys(createApiDocument({ features: optionalFeatures, apiUrl })().paths)).toEqual(
    Object.keys(openapi.paths),
  );
});

test('is created once, not for each request', () => {
  const read = createApiDocument({ features: ['example'], apiUrl });
  expect(read()).toBe(read());
});
