import {
  assertReadable,
  READABLE_VERSIONS,
  SCHEMA_VERSION,
} from '../../../../lambda/shared/table/schema-version';

test('reads what it writes', () => {
  expect(READABLE_VERSIONS).toContain(SCHEMA_VERSION);
});

test.each([...READABLE_VERSIONS])('reads items of version %i', (version) => {
  expect(() => assertReadable(String(version))).not.toThrow();
});

test.each([
  undefined,
  String(Math.max(...READABLE_VERSIONS) + 1),
  String(Math.min(...READABLE_VERSIONS) - 1),
  '',
  '1.0',
])('rejects an item of version %s', (version) => {
  expect(() => assertReadable(version)).toThrow('schema version');
});
