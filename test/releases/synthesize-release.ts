/** Synthesizes the stage `test` with other settings, as an assembly that can be served, with the code of the test run. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { createStacks } from '../../lib/stack/create-stacks';
import type { StageSettings } from '../../lib/stages/stage-settings';
import { stageSettings } from '../../lib/stages/stages';
import { readResources } from '../support/change-template';
import { assemblyFolder } from '../support/server-under-test';
import { createApp } from '../support/synth-stack';

/**
 * Writes the assembly of the stage's first stack.
 * @param folder the folder of the assembly, which is created
 */
export function synthesizeRelease(folder: string, changes: Partial<StageSettings>): void {
  const settings = { ...stageSettings('test'), ...changes };
  const [stack] = createStacks(createApp(), 'LatchkeyTest', { stageName: 'test', settings });
  const template = Template.fromStack(stack).toJSON();
  // the bundles are reused: bundling takes seconds, and the code does not depend on the settings
  for (const [id, { Properties }] of Object.entries(readResources(assemblyFolder()))) {
    if (Properties?.Code && id in template.Resources)
      template.Resources[id].Properties.Code = Properties.Code;
  }
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(assemblyFolder(), { withFileTypes: true })) {
    const [from, to] = [join(assemblyFolder(), entry.name), join(folder, entry.name)];
    if (entry.isDirectory()) symlinkSync(from, to, 'dir');
    else if (entry.name.endsWith('.template.json')) writeFileSync(to, JSON.stringify(template));
    else
      writeFileSync(
        to,
        readFileSync(from, 'utf8').replace('unknown-region', settings.region ?? 'unknown-region'),
      );
  }
}
