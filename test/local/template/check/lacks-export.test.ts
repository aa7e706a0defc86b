/** Modules that export their handler in different forms, and modules that do not. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lacksExport } from '../../../../local/template/check/lacks-export';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lacks-export-'));
  writeFileSync(join(folder, 'app.js'), 'exports.handler = async () => 1;');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function judge(source: string, { name = 'index.js', path = ['handler'] } = {}): boolean {
  const file = join(folder, name);
  writeFileSync(file, source);
  return lacksExport(file, path, { TABLE: 'things' });
}

test.each([
  ['CommonJS', 'exports.handler = async () => 1;'],
  ['an object of exports', 'const handler = async () => 1; module.exports = { handler };'],
  ['another module’s exports', "module.exports = require('./app');"],
  ['a computed name', "exports['hand' + 'ler'] = async () => 1;"],
  ['a bundle', 'var x = {}; __export(x, { handler: () => handler }); module.exports = __toCommonJS(x);'],
  [
    'what depends on the environment',
    "if (process.env.TABLE === 'things') module.exports = { ['handler']: () => 1 };",
  ],
])('has it: %s', (_form, source) => {
  expect(judge(source)).toBe(false);
});

test('has it: an ES module, by declaration or by list', () => {
  expect(judge('export const handler = async () => 1;', { name: 'a.mjs' })).toBe(false);
  expect(judge('const handler = async () => 1; export { handler };', { name: 'b.mjs' })).toBe(false);
});

test.each([
  ['nothing is exported', 'async function handler() {}', 'index.js'],
  ['another name is', 'exports.main = async () => 1;', 'index.js'],
  ['an ES module exports another name', 'export const main = async () => 1;', 'c.mjs'],
])('lacks it: %s', (_case, source, name) => {
  expect(judge(source, { name })).toBe(true);
});

test('follows a nested export to its end', () => {
  const source = 'exports.api = { handler: async () => 1 };';
  expect(judge(source, { path: ['api', 'handler'] })).toBe(false);
  expect(judge(source, { path: ['api', 'main'] })).toBe(true);
});

test('does not report a module that does not load', () => {
  expect(judge("require('not-there');")).toBe(false);
  expect(judge('process.exit(1);')).toBe(false);
});

test('does not run a module whose text is conclusive', () => {
  const trace = join(folder, 'ran');
  judge(`require('node:fs').writeFileSync(${JSON.stringify(trace)}, ''); exports.handler = () => 1;`);
  expect(existsSync(trace)).toBe(false);
});
