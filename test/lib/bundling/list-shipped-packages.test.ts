import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { esbuildOptions } from '../../../lib/bundling/esbuild-options';
import { listShippedPackages } from '../../../lib/bundling/list-shipped-packages';
import { ESBUILD_METADATA } from '../../../lib/constructs/functions/service-function';

let assembly: string;
beforeEach(() => {
  assembly = mkdtempSync(join(tmpdir(), 'shipped-'));
});
afterEach(() => rmSync(assembly, { recursive: true }));

function writeAssembly(functions: Readonly<Record<string, { entry: string; beside?: readonly string[] }>>) {
  const resources: Record<string, unknown> = { Table: { Type: 'AWS::DynamoDB::Table', Properties: {} } };
  const files: Record<string, unknown> = {};
  for (const [name, { entry, beside = [] }] of Object.entries(functions)) {
    resources[name] = {
      Type: 'AWS::Lambda::Function',
      Metadata: { [ESBUILD_METADATA]: esbuildOptions({ entry, takesPasswords: false }) },
      Properties: { Description: name, Code: { S3Key: `${name}.zip` } },
    };
    files[name] = { source: { path: `asset.${name}` } };
    for (const added of beside) {
      const folder = join(assembly, `asset.${name}`, 'node_modules', added);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: added, version: '9.9.9' }));
    }
  }
  writeFileSync(join(assembly, 'App.template.json'), JSON.stringify({ Resources: resources }));
  writeFileSync(join(assembly, 'App.assets.json'), JSON.stringify({ files }));
}

test('lists packages whose code is in a bundle, and none that are only installed', async () => {
  writeAssembly({ authorizer: { entry: 'lambda/authorizer/handler.ts' } });
  const shipped = await listShippedPackages(assembly);
  expect(shipped.map(({ name }) => name)).toEqual(['jose']);
  for (const { version, license } of shipped) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(license).toBe('MIT');
  }
});

test('lists packages next to a bundle, and names every function that contains a package', async () => {
  writeAssembly({
    authorizer: { entry: 'lambda/authorizer/handler.ts', beside: ['native', '@scope/part'] },
    forwarder: { entry: 'lambda/security-events/handler.ts', beside: ['native'] },
  });
  const shipped = await listShippedPackages(assembly);
  expect(Object.fromEntries(shipped.map(({ name, functions }) => [name, functions]))).toMatchObject({
    '@scope/part': ['authorizer'],
    jose: ['authorizer'],
    native: ['authorizer', 'forwarder'],
  });
});

test('rejects a folder without a function of this project', async () => {
  writeAssembly({});
  await expect(listShippedPackages(assembly)).rejects.toThrow(
    `${assembly} contains no function with a bundle: run npm run synth first`,
  );
  await expect(listShippedPackages('no-such-folder')).rejects.toThrow('no-such-folder contains no function');
});
