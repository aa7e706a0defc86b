import { adaptDocument } from '../../../../local/pages/docs/adapt-document';
import type { OpenApiDocument } from '../../../../local/pages/docs/openapi';

const described: OpenApiDocument = {
  openapi: '3.1.0',
  paths: {
    '/pets': { get: { security: [] }, post: { security: [{ Guard: [] }] } },
    '/pets/{id}': { get: { security: [{ Guard: [] }] } },
    '/new': { get: { security: [{ ApiKey: [] }] } },
  },
  components: { securitySchemes: { Guard: { type: 'http' }, ApiKey: { type: 'apiKey' }, Other: {} } },
};

const document: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Pets' },
  servers: [{ url: 'https://pets.example' }],
  paths: {
    '/pets': {
      servers: [{ url: 'https://pets.example' }],
      parameters: ['common'],
      get: { summary: 'List', servers: [{ url: 'https://pets.example' }] },
      delete: { summary: 'Gone' },
    },
    '/pets/{petId}': { get: { summary: 'One' } },
    '/gone': { get: { summary: 'Gone' } },
  },
  components: { schemas: { Pet: {} }, securitySchemes: { bearer: { type: 'http' } } },
};

test("keeps the document's descriptions of the served routes, with its own names", () => {
  const { info, paths, components } = adaptDocument(document, described);
  expect(info).toEqual({ title: 'Pets' });
  expect(paths['/pets']).toMatchObject({ parameters: ['common'], get: { summary: 'List' } });
  expect(paths['/pets/{petId}']).toEqual({ get: { summary: 'One' } });
  expect(components).toMatchObject({ schemas: { Pet: {} } });
});

test('leaves out routes that are not served', () => {
  expect(JSON.stringify(adaptDocument(document, described))).not.toContain('Gone');
});

test('copies routes that the document lacks from the description, with their schemes', () => {
  const { paths, components } = adaptDocument(document, described);
  expect(paths['/pets']?.post).toEqual({ security: [{ Guard: [] }] });
  expect(paths['/new']).toEqual({ get: { security: [{ ApiKey: [] }] } });
  expect(components).toMatchObject({
    securitySchemes: { bearer: { type: 'http' }, Guard: { type: 'http' }, ApiKey: { type: 'apiKey' } },
  });
  expect(JSON.stringify(components)).not.toContain('Other');
});

test('calls only the origin of the page', () => {
  const adapted = adaptDocument(document, described);
  expect(adapted.servers).toEqual([{ url: '/' }]);
  expect(JSON.stringify(adapted)).not.toContain('pets.example');
});
