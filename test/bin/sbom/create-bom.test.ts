import { createBom } from '../../../bin/sbom/create-bom';

const subject = { name: 'latchkey', version: '1.2.3', license: 'MIT' };
const packages = [
  { name: '@phc/format', version: '1.0.0', license: 'MIT', functions: ['Accounts', 'Mail'] },
  { name: 'odd', version: '2.0.0', license: 'SEE LICENSE IN odd.txt', functions: ['Mail'] },
  { name: 'silent', version: '3.0.0', functions: ['Mail'] },
];
const bom = JSON.parse(createBom(subject, packages));

test('is a document of CycloneDX 1.6 about the app', () => {
  expect(bom).toMatchObject({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { type: 'application', name: 'latchkey', version: '1.2.3' } },
  });
});

test('names every package with its package URL, its license and the functions that contain it', () => {
  expect(bom.components).toEqual([
    {
      type: 'library',
      name: '@phc/format',
      version: '1.0.0',
      'bom-ref': 'pkg:npm/%40phc/format@1.0.0',
      purl: 'pkg:npm/%40phc/format@1.0.0',
      licenses: [{ license: { id: 'MIT' } }],
      properties: [
        { name: 'latchkey:function', value: 'Accounts' },
        { name: 'latchkey:function', value: 'Mail' },
      ],
    },
    expect.objectContaining({ name: 'odd', licenses: [{ license: { name: 'SEE LICENSE IN odd.txt' } }] }),
    expect.not.objectContaining({ licenses: expect.anything() }),
  ]);
});

test('lists all packages as dependencies of the app', () => {
  const [{ dependsOn }] = bom.dependencies.filter(({ ref }: { ref: string }) => ref === 'latchkey');
  expect(dependsOn).toEqual(['pkg:npm/%40phc/format@1.0.0', 'pkg:npm/odd@2.0.0', 'pkg:npm/silent@3.0.0']);
});

test('is the same for the same packages', () => {
  expect(createBom(subject, packages)).toBe(createBom(subject, packages));
});
