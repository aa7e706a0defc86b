/** Writes hand-written templates as assemblies, for templates that CDK would not synthesize. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryFolder } from './temporary-folder';

/** Writes an assembly with one hand-written template, and returns its folder. */
export function writeTemplate(template: unknown): string {
  const directory = createTemporaryFolder();
  const artifact = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/unknown-region',
    properties: { templateFile: 'S.template.json' },
  };
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ artifacts: { S: artifact } }));
  writeFileSync(join(directory, 'S.template.json'), JSON.stringify(template));
  return directory;
}
