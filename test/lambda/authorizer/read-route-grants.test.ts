import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRouteGrants } from '../../../lambda/authorizer/read-route-grants';
import { routes } from '../../../lambda/routes';
import { createRouteGrants, toRouteGrantsFiles } from '../../../lib/routes/route-grants';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'route-grants-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string) {
  writeFileSync(join(folder, 'routes.json'), text);
  return readRouteGrants(folder);
}

test('reads the file that the app writes', () => {
  const grants = createRouteGrants({
    ...routes,
    'GET /reports/{year}': { access: 'signed-in', scope: 'reports' },
  });
  const [[name, text] = []] = Object.entries(toRouteGrantsFiles(grants));
  expect(name).toBe('routes.json');
  expect(read(text ?? '')).toEqual(grants);
});

test.each([undefined, '/nowhere'])('fails without the file, in %j', (nowhere) => {
  expect(() => readRouteGrants(nowhere)).toThrow(
    /^routes\.json cannot be used: ENOENT.*Deploy it next to the bundle/,
  );
});

test.each([
  ['', 'JSON'],
  ['null', 'the file is not an object'],
  ['[]', 'the file is not an object'],
  ['{}', 'anyToken is not an array of strings'],
  ['{"anyToken":[]}', 'scopes is not an object'],
  ['{"anyToken":[],"scopes":[]}', 'scopes is not an object'],
  ['{"anyToken":"GET/a","scopes":{}}', 'anyToken is not an array of strings'],
  ['{"anyToken":[1],"scopes":{}}', 'anyToken is not an array of strings'],
  ['{"anyToken":[],"scopes":{"admin":"GET/a"}}', 'scopes.admin is not an array of strings'],
  ['{"anyToken":[],"scopes":{},"public":[]}', 'it has the unknown member "public"'],
  ['{"anyToken":["GET"],"scopes":{}}', "A policy can't name the verb 'GE'"],
  ['{"anyToken":["get/a"],"scopes":{}}', "A policy can't name the verb 'get'"],
  ['{"anyToken":["/a"],"scopes":{}}', "A policy can't name the verb ''"],
  ['{"anyToken":["GET/a b"],"scopes":{}}', "A policy can't name the path '/a b'"],
  ['{"anyToken":["GET/a?"],"scopes":{}}', "A policy can't name the path '/a?'"],
  ['{"anyToken":[],"scopes":{"admin":["GET/{id}"]}}', "A policy can't name the path '/{id}'"],
])('rejects %j', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
