import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { projectRoot } from '../../support/synthesize';

const folder = mkdtempSync(join(tmpdir(), 'trim-source-map-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PACKAGE = 'export function callPackage(callback) {\n  return callback() + 1;\n}\n';
const OWN = `import { callPackage } from 'a-package';
import { listPlaces } from './list-places.js';
const fail = () => {
  throw new Error('a fault');
};
try {
  callPackage(fail);
} catch (error) {
  console.log(JSON.stringify(listPlaces(error, true)));
}
`;

function run(...args: readonly string[]): string {
  return execFileSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });
}

test('the places of own code are mapped to the sources, and those of packages are left in the bundle', () => {
  mkdirSync(join(folder, 'node_modules', 'a-package'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', 'a-package', 'index.js'), PACKAGE);
  writeFileSync(join(folder, 'own.js'), OWN);
  const shared = {
    bundle: true,
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    platform: 'node',
  } as const;
  const source = join(projectRoot, 'lambda', 'shared', 'list-places.ts');
  buildSync({ ...shared, entryPoints: [source], outfile: join(folder, 'list-places.js') });
  const outfile = join(folder, 'index.js');
  buildSync({ ...shared, entryPoints: [join(folder, 'own.js')], external: ['./list-places.js'], outfile });
  const whole = readFileSync(`${outfile}.map`, 'utf8');

  // as the bundling of an asset does, without further files
  const options = Buffer.from(JSON.stringify({ entryPoints: {} })).toString('base64url');
  run(join('lib', 'bundling', 'build-on-demand.mjs'), folder, options);

  const map = readFileSync(`${outfile}.map`, 'utf8');
  expect(map.length).toBeLessThan(whole.length);
  expect(JSON.parse(map).sources).toEqual(JSON.parse(whole).sources);
  const [thrown, byPackage, called] = JSON.parse(run(outfile));
  expect(thrown).toMatch(/\bown\.js:4:9\)$/);
  expect(byPackage).toMatch(/\bindex\.js:1:\d+\)$/);
  expect(called).toMatch(/\bown\.js:7:3\)$/);
  expect(JSON.parse(map).mappings).toMatch(/;$/);
});
