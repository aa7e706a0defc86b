import { getApiDocument } from '../../../lambda/discovery/get-api-document';

test('names the one server that answers, and changes nothing else', () => {
  const document = { openapi: '3.1.0', servers: [{ url: 'https://{api}.example.com' }], paths: {} };
  expect(getApiDocument({ document, apiUrl: 'https://api.example.com/prod' })()).toEqual({
    openapi: '3.1.0',
    servers: [{ url: 'https://api.example.com/prod' }],
    paths: {},
  });
});
