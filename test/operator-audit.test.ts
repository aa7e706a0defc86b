/** Tests the audit of operators' commands on a table as it is deployed: the event comes first, and without it nothing changes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, prepareAuditedSuite } from './bin/audit/audited-commands';
import { testAudited } from './bin/audit/test-audited';
import { testUnaudited } from './bin/audit/test-unaudited';
import { projectRoot } from './support/synthesize';

prepareAuditedSuite();

test('every command of package.json is here', () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const names = Object.keys(scripts).filter((name) => name.startsWith('users:'));
  expect(Object.keys(commands).sort()).toEqual(names.map((name) => name.replace(':', '-')).sort());
});

// One command that writes to many accounts, and one that writes to one. operator-audit.all.test.ts has the others.
testAudited(['users-import']);

testUnaudited(['users-delete']);
