import { createApiDocument } from '../../../lambda/discovery/create-api-document';
import { optionalFeatures } from '../../../lambda/routes';
import openapi from '../../../openapi.json';

const apiUrl = 'https://auth.example.com';
const none = { signUpEmail: '', emailPolicy: '', trustedDevices: '' };

test("has the API's URL, and only the routes of its features", () => {
  const document = createApiDocument({ features: [], apiUrl, ...none })();
  expect(document.servers).toEqual([{ url: apiUrl }]);
  expect(Object.keys(document.paths)).toContain('/users');
  expect(Object.keys(document.paths)).not.toContain('/foo');
  expect(Object.keys(createApiDocument({ features: optionalFeatures, apiUrl, ...none })().paths)).toEqual(
    Object.keys(openapi.paths),
  );
});

test('is created once, not for each request', () => {
  const read = createApiDocument({ features: ['example'], apiUrl, ...none });
  expect(read()).toBe(read());
});
