import { assertReadable, SCHEMA_VERSION } from '../../../../lambda/shared/table/schema-version';

test.each([SCHEMA_VERSION, SCHEMA_VERSION - 1])('reads items of version %i', (version) => {
  expect(() => assertReadable(String(version))).not.toThrow();
});

test.each([undefined, String(SCHEMA_VERSION + 1), String(SCHEMA_VERSION - 2), '', '1.0'])(
  'refuses an item of version %s',
  (version) => {
    expect(() => assertReadable(version)).toThrow('schema version');
  },
);
