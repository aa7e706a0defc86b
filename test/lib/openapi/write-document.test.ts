import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { authBodies } from '../../../lambda/auth/bodies';
import { factorsBodies } from '../../../lambda/factors/bodies';
import { fooBodies } from '../../../lambda/foo/bodies';
import { routes } from '../../../lambda/routes';
import { writeDocument } from '../../../lib/openapi/write-document';

const written = writeDocument();

test.each(written)('$file equals the output of npm run openapi', ({ file, text }) => {
  expect(readFileSync(join(__dirname, '..', '..', '..', file), 'utf8')).toBe(text);
});

test('every route has its own description', () => {
  const { paths } = JSON.parse(written.find(({ file }) => file === 'openapi.json')?.text ?? '');
  for (const [key, { access }] of Object.entries(routes)) {
    const [method = '', path = ''] = key.split(' ');
    if (access === 'page') continue;
    expect(paths[path]?.[method.toLowerCase()]?.summary).not.toBe(key);
  }
});

test('pages are not part of the document', () => {
  const { paths } = JSON.parse(written.find(({ file }) => file === 'openapi.json')?.text ?? '');
  const pages = Object.entries(routes).filter(([, { access }]) => access === 'page');
  expect(pages.length).toBeGreaterThan(0);
  for (const [key] of pages) expect(Object.keys(paths)).not.toContain(key.split(' ')[1]);
});

test('apps send a form for tokens', () => {
  const { paths } = JSON.parse(written.find(({ file }) => file === 'openapi.json')?.text ?? '');
  const { requestBody, security } = paths['/oauth2/token'].post;
  expect(Object.keys(requestBody.content)).toEqual(['application/x-www-form-urlencoded']);
  expect(security).toEqual([]);
});

test('a schema that several routes return exists once, under a name', () => {
  const document = JSON.parse(written.find(({ file }) => file === 'openapi.json')?.text ?? '');
  const known = Object.keys(document.components.schemas);
  expect(known).toEqual(
    expect.arrayContaining([
      'Foo',
      'User',
      'Profile',
      'Tokens',
      'SignIn',
      'Registration',
      'Session',
      'Problem',
    ]),
  );
  const referred = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
    ([, name]) => name,
  );
  expect([...new Set(referred)].sort()).toEqual([...known].sort());
});

test('every member of a body has its own description', () => {
  const { paths } = JSON.parse(written.find(({ file }) => file === 'openapi.json')?.text ?? '');
  const keys = Object.keys({ ...authBodies, ...factorsBodies, ...fooBodies });
  const members = keys.flatMap((key) => {
    const [method = '', path = ''] = key.split(' ');
    const { schema } = paths[path][method.toLowerCase()].requestBody.content['application/json'];
    return Object.entries<object>(schema.properties).map(([name, property]) => ({ key, name, property }));
  });
  expect(members.length).toBeGreaterThan(keys.length);
  expect(members.filter(({ property }) => !('description' in property))).toEqual([]);
});

test.each(Object.entries({ ...authBodies, ...factorsBodies, ...fooBodies }))(
  'the body of %s has an example that is accepted',
  (_key, schema) => {
    const { examples } = z.globalRegistry.get<z.ZodMiniType>(schema) ?? {};
    expect(z.array(schema).check(z.minLength(1)).safeParse(examples)).toMatchObject({ success: true });
  },
);
