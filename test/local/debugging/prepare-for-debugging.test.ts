import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATIENCE_MS, prepareForDebugging } from '../../../local/debugging/prepare-for-debugging';
import type { FunctionDefinition, LocalApp, RestApi } from '../../../local/template/model';

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'debugging-test-'));
  mkdirSync(join(project, 'asset'));
  writeFileSync(join(project, 'asset', 'index.js'), 'minified');
  writeFileSync(join(project, 'asset', 'beside.json'), '{}');
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const esbuild = { entryPoints: ['handler.ts'], outfile: 'index.js', minify: true, bundle: true };

const functionWith = (change: Partial<FunctionDefinition>) =>
  ({ logicalId: 'F', codePath: join(project, 'asset'), timeoutSeconds: 3, ...change }) as FunctionDefinition;

const prepare = (app: Partial<LocalApp>) =>
  prepareForDebugging({ apis: [], functions: [], ...app } as unknown as LocalApp, {
    project,
    folder: join(project, 'build'),
  });

test('no time-out of a function, an integration or an authorizer occurs at a breakpoint', async () => {
  const integrations = [
    { kind: 'lambda-proxy', timeoutMs: 29_000 },
    { kind: 'lambda-custom', timeoutMs: 50 },
    { kind: 'mock' },
  ];
  const api = {
    authorizers: [{ logicalId: 'A' }],
    methods: integrations.map((integration) => ({ integration })),
  } as unknown as RestApi;
  const { apis, functions } = await prepare({ apis: [api], functions: [functionWith({})] });
  expect(functions).toEqual([functionWith({ timeoutSeconds: PATIENCE_MS / 1000 })]);
  expect(apis[0]?.authorizers).toEqual([{ logicalId: 'A', timeoutMs: PATIENCE_MS }]);
  expect(apis[0]?.methods.map(({ integration }) => integration)).toEqual([
    { kind: 'lambda-proxy', timeoutMs: PATIENCE_MS },
    { kind: 'lambda-custom', timeoutMs: PATIENCE_MS },
    { kind: 'mock' },
  ]);
});

test('a function is built with the names of its source, and keeps the other files of its asset', async () => {
  writeFileSync(
    join(project, 'handler.ts'),
    'const readable: string = "value";\nexport const handler = () => readable;',
  );
  const { functions } = await prepare({ functions: [functionWith({ esbuild })] });
  const [definition] = functions;
  const folder = definition?.codePath ?? '';
  expect(readdirSync(folder).sort()).toEqual(['beside.json', 'index.js', 'index.js.map']);
  expect(readFileSync(join(folder, 'index.js'), 'utf8')).toContain('readable = "value"');
  // The watcher of the sources uses the same options.
  expect(definition?.esbuild).toMatchObject({ minify: false, sourcemap: true });
});

test('a source that does not build leaves the function unchanged until it is fixed', async () => {
  writeFileSync(join(project, 'handler.ts'), 'const = ;');
  const { functions } = await prepare({ functions: [functionWith({ esbuild })] });
  expect(functions[0]).toMatchObject({
    codePath: join(project, 'asset'),
    esbuild: { minify: false },
  });
});
