import { type Deploy, listRunbooks, listUnreadBlocks, readDeploys } from './read-deploys';
import { runRunbook } from './run-runbook';
import { runbooks } from './runbooks';

test('every deploy that the how-to pages show is rehearsed', () => {
  const rehearsed = runbooks.map(({ heading }) => heading);
  // emergency-retirement.all.test.ts has other expectations of this runbook
  expect([...rehearsed, 'Retire a key at once'].sort()).toEqual(listRunbooks().sort());
});

test('every TypeScript block of the how-to pages is read, except files with their names', () => {
  // use-the-authorizer.all.test.ts writes this file
  expect(listUnreadBlocks()).toEqual([expect.stringMatching(/^ts lib\/add-authorizer\.ts: /)]);
});

test.each([
  '```typescript',
  '```ts lib/stages/stages.ts',
  '``` ts',
  '~~~ts',
  '````ts',
  '```TS',
  '```tsx',
  '```',
])('a block that starts with %s is not read, and found', (start) => {
  const end = start.replace(/[^`~]/g, '');
  const page = `# Planted\n\n1. A step:\n\n   ${start}\n   monitoring: true,\n   ${end}\n`;
  expect(listUnreadBlocks([page])).toEqual([`${start.replace(/^[`~]+/, '')}: monitoring: true,`]);
});

test('a block that is read is not found', () => {
  expect(listUnreadBlocks(['# Planted\n\n- A step:\n\n  ```ts\n  monitoring: true,\n  ```\n'])).toEqual([]);
});

test.each(runbooks)(
  '$heading: no request fails while two releases run, or when a deployment is rolled back',
  async (runbook) => {
    const { deploys, faults } = await runRunbook(runbook);
    expect(faults).toEqual([]);
    expect(deploys).toBeGreaterThan(0);
  },
);

test('no request fails while two releases require a second factor, or when it is switched off', async () => {
  const required: Deploy = { secondFactor: 'required', trustedDevices: 'also-when-required' };
  const { faults } = await runRunbook({
    heading: 'none',
    base: { email: undefined },
    start: required,
    deploys: [{ ...required, serviceName: 'Another' }, ...readDeploys('Switch second factors off')],
    optionalFunction: /^FactorsHandler/,
  });
  expect(faults).toEqual([]);
});
