/** `npm run sbom`: writes the software bill of materials of a synthesized app. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { listShippedPackages } from '../lib/bundling/list-shipped-packages';
import { createBom } from './sbom/create-bom';

const USAGE = 'Usage: npm run sbom -- [--assembly DIR] [--out FILE]';

const OPTIONS = {
  assembly: { type: 'string', default: 'cdk.out' },
  out: { type: 'string', default: 'sbom.cdx.json' },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const values = readOptions();
  if (values === undefined) return;
  if (values.help) {
    console.log(`${USAGE}

Writes a software bill of materials (SBOM): the packages in the bundles of a synthesized assembly. Run npm run synth
first.

  --assembly DIR  folder that cdk synth has written (default: cdk.out)
  --out FILE      file to write, in CycloneDX 1.6 JSON (default: sbom.cdx.json)
  --help          print this text`);
    return;
  }
  const manifest = JSON.parse(readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8'));
  const packages = await listShippedPackages(path.resolve(values.assembly));
  writeFileSync(values.out, createBom(manifest, packages));
  console.log(`${values.out}: ${packages.length} packages`);
}

/** Reads the command line. Returns undefined if it is not valid: reports the reason and sets the exit code 2. */
function readOptions() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    const [reason] = (error as Error).message.split(/\n|\. /);
    console.error(`sbom: ${reason}. See --help.`);
    process.exitCode = 2;
    return undefined;
  }
}

main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  process.exitCode = 1;
});
