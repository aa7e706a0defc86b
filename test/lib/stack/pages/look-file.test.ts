import { LOOK_FILE, parseLook } from '../../../../lambda/pages/look';
import { lookFile } from '../../../../lib/stack/pages/look-file';
import type { PageLookSettings } from '../../../../lib/stages/pages/page-settings';

/** Returns the look as the functions read it. */
const lookOf = (look?: PageLookSettings) =>
  parseLook(lookFile({ pages: look ? { look } : {}, serviceName: 'Example' })[LOOK_FILE] ?? '');

test('a stage without pages ships no file', () => {
  expect(lookFile({ serviceName: 'Example' })).toEqual({});
});

test('pages have the name of the service, unless they have a name of their own', () => {
  expect(lookOf()).toEqual({ name: 'Example' });
  expect(lookOf({ name: 'Other' })).toEqual({ name: 'Other' });
});

test('the file holds the logo itself', () => {
  const look = {
    accentColor: '#6d28d9',
    termsUrl: 'https://www.example.com/terms',
    privacyUrl: 'https://www.example.com/privacy',
  };
  const { logo = '', ...rest } = lookOf({ ...look, logo: 'lib/stages/example-logo.png' });
  expect(rest).toEqual({ name: 'Example', ...look });
  expect(Buffer.from(logo.replace('data:image/png;base64,', ''), 'base64').toString('latin1', 1, 4)).toBe(
    'PNG',
  );
});
