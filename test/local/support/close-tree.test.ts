import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeTree } from '../../../local/support/close-tree';

test('restricts every folder inside, and follows no link', () => {
  const root = mkdtempSync(join(tmpdir(), 'close-tree-test-'));
  const tree = join(root, 'tree');
  const outside = join(root, 'outside');
  const folders = [tree, join(tree, 'a'), join(tree, 'a', 'b')];
  for (const folder of [...folders, outside]) mkdirSync(folder, { mode: 0o755 });
  symlinkSync(outside, join(tree, 'link'));
  closeTree(tree);
  const modes = [...folders, outside].map((folder) => statSync(folder).mode & 0o777);
  expect(modes).toEqual([0o700, 0o700, 0o700, 0o755]);
  rmSync(root, { recursive: true });
});
