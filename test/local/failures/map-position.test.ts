import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from '@jridgewell/sourcemap-codec';
import { mapPosition } from '../../../local/failures/map-position';

const folder = mkdtempSync(join(tmpdir(), 'map-position-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('maps a position of a source, and none of a part that the map leaves out', () => {
  const file = join(folder, 'index.js');
  writeFileSync(file, 'own();theirs();\n//# sourceMappingURL=index.js.map\n');
  const mappings = encode([[[0, 0, 4, 2], [6]], []]);
  writeFileSync(`${file}.map`, JSON.stringify({ version: 3, sources: ['own.ts'], names: [], mappings }));
  expect(mapPosition({ file, line: 1, column: 1 })).toEqual({
    file: join(folder, 'own.ts'),
    line: 5,
    column: 3,
  });
  expect(mapPosition({ file, line: 1, column: 9 })).toBeUndefined();
});
