/** `npm run record-release`: records the working tree as the previous release of later rehearsals. Writes nothing if it is unchanged. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { runWithoutOptions } from '../../bin/run-without-options';
import { synthesize } from '../support/synthesize';
import { recordItems } from './record-items';
import { ITEMS_FILE, packAssembly, readRecording, writeRecording } from './recording';

async function recordRelease(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-record-'));
  try {
    await synthesize({ output: folder, stage: 'test' });
    const assembly = packAssembly(folder);
    if (isDeepStrictEqual(assembly, readRecording())) {
      console.log('The recording is that of this release already.');
      return;
    }
    // done first, so that a failure leaves the previous recording complete
    const items = await recordItems(folder);
    writeRecording(assembly);
    writeFileSync(ITEMS_FILE, `${JSON.stringify(items, null, 2)}\n`);
    console.log(`Recorded ${Object.keys(assembly.files).length} files and ${items.items.length} items.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

runWithoutOptions({
  name: 'record-release',
  description: `Records the working tree as a release. The tests of later releases deploy it first, as the previous one. Writes the files
of test/releases/recorded, unless they already record the working tree.`,
  async run() {
    await recordRelease();
    return [];
  },
}).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
