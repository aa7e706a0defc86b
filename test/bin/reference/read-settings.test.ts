import { readSettings } from '../../../bin/reference/read-settings';

test('a property has its name, type, description, default and source', () => {
  const source = `
/** The options. */
export interface Options
  extends Others {
  /** How long,
   * in words. */
  readonly period: Duration;
  /**
   * One of two.
   * @default 'a' - the first
   * @see https://example.com
   */
  readonly choice?: 'a' | 'b';
  readonly bare?: string | undefined;
}
interface Hidden {
  readonly secret: string;
}
`;
  expect(readSettings(source)).toEqual([
    {
      name: 'Options',
      settings: [
        { name: 'period', isOptional: false, type: 'Duration', text: 'How long, in words.' },
        {
          name: 'choice',
          isOptional: true,
          type: "'a' | 'b'",
          text: 'One of two.',
          default: "'a' - the first",
          source: 'https://example.com',
        },
        { name: 'bare', isOptional: true, type: 'string', text: '' },
      ],
    },
  ]);
});
