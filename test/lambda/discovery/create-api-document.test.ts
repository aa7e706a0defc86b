import { createApiDocument } from '../../../lambda/discovery/create-api-document';
import openapi from '../../../openapi.json';

const apiUrl = 'https://auth.example.com';

test('tells where the API is, and of the routes of its features alone', () => {
  const document = createApiDocument({ features: [], apiUrl })();
  expect(document.servers).toEqual([{ url: apiUrl }]);
  expect(Object.keys(document.paths)).toContain('/users');
  expect(Object.keys(document.paths)).not.toContain('/foo');
  expect(Object.keys(createApiDocument({ features: ['example'], apiUrl })().paths)).toEqual(
    Object.keys(openapi.paths),
  );
});

test('is made once, and not for each request', () => {
  const read = createApiDocument({ features: ['example'], apiUrl });
  expect(read()).toBe(read());
});
