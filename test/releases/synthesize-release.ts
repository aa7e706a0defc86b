/** Synthesizes the stage `test` with other settings, as an assembly that can be served, with the code of the test run. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { esbuildOptions, onDemandOptions } from '../../lib/bundling/esbuild-options';
import { createStacks } from '../../lib/stack/create-stacks';
import { lambdaFile, onDemandFiles } from '../../lib/stack/on-demand-files';
import type { StageSettings } from '../../lib/stages/stage-settings';
import { stageSettings } from '../../lib/stages/stages';
import { readResources } from '../support/change-template';
import { assemblyFolder } from '../support/server-under-test';
import { createApp } from '../support/synth-stack';
import { projectRoot } from '../support/synthesize';

/**
 * Writes the assembly of the stage's first stack.
 * @param folder the folder of the assembly, which is created
 */
export function synthesizeRelease(folder: string, changes: Partial<StageSettings>): void {
  const settings = { ...stageSettings('test'), ...changes };
  const [stack] = createStacks(createApp(), 'LatchkeyTest', { stageName: 'test', settings });
  const template = Template.fromStack(stack).toJSON();
  // the bundles are reused: bundling takes seconds. Settings change only the code of `buildRefusal`, and the routes that the authorizer
  // opens: it always opens all
  for (const [id, { Properties }] of Object.entries(readResources(assemblyFolder()))) {
    if (Properties?.Code && id in template.Resources)
      template.Resources[id].Properties.Code = Properties.Code;
  }
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(assemblyFolder(), { withFileTypes: true })) {
    const [from, to] = [join(assemblyFolder(), entry.name), join(folder, entry.name)];
    const isRefusing = settings.secondFactor === 'off' && entry.name === authAsset();
    if (isRefusing) symlinkSync(buildRefusal(from, dirname(folder)), to, 'dir');
    else if (entry.isDirectory()) symlinkSync(from, to, 'dir');
    else if (entry.name.endsWith('.template.json')) writeFileSync(to, JSON.stringify(template));
    else
      writeFileSync(
        to,
        readFileSync(from, 'utf8').replace('unknown-region', settings.region ?? 'unknown-region'),
      );
  }
}

/** Returns the name of the folder with the code of `auth`. */
function authAsset(): string {
  const code = Object.entries(readResources(assemblyFolder())).find(([id]) => id.startsWith('AuthHandler'));
  return `asset.${code?.[1].Properties?.Code.S3Key.replace('.zip', '')}`;
}

/**
 * Copies the code of `auth`, with the file on demand of stages without second factors, which refuses what the other one checks. Other
 * files on demand are left out in some stages, and none loads them there. Returns the folder, which all releases of a test share.
 */
function buildRefusal(code: string, parent: string): string {
  const folder = join(parent, 'auth-without-second-factors');
  if (existsSync(folder)) return folder;
  cpSync(code, folder, { recursive: true, verbatimSymlinks: true });
  const name = 'second-factor';
  const { [name]: source = '' } = onDemandFiles('auth', []);
  const esbuild = esbuildOptions({ entry: lambdaFile('auth/handler.ts'), takesPasswords: true });
  const options = JSON.stringify(onDemandOptions(esbuild, { [name]: source }));
  const script = join(projectRoot, 'lib', 'bundling', 'build-on-demand.mjs');
  execFileSync(process.execPath, [script, folder, Buffer.from(options).toString('base64url')]);
  return folder;
}
