import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDesignFaults } from '../../../../lib/stages/mail-design/find-design-faults';
import { stageSettings } from '../../../../lib/stages/stages';
import { validateStage } from '../../../../lib/stages/validate-stage';
import { createTemporaryFolder } from '../../../local/template/temporary-folder';
import { readDeploys } from '../../../releases/read-deploys';
import { makeChunk, makePng } from './make-png';

const folder = createTemporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let written = 0;
function write(data: Buffer | string): string {
  const file = join(folder, `${written++}.png`);
  writeFileSync(file, data);
  return file;
}

/** Returns the faults of a logo, each as `path demand`. */
const findLogo = (logo: object) =>
  findDesignFaults({ look: { logo: { file: write(makePng(10, 10)), alt: 'Logo', ...logo } } }, 'email').map(
    ({ path, demand }) => `${path} ${demand}`,
  );

test('a logo within the limits has no fault, and neither has a sender without texts and look', () => {
  expect(findLogo({})).toEqual([]);
  expect(findLogo({ file: write(makePng(960, 480)), width: 480 })).toEqual([]);
  expect(findLogo({ file: 'lib/stages/example-logo.png' })).toEqual([]);
  expect(findDesignFaults({}, 'email')).toEqual([]);
});

const png = makePng(10, 10);

test.each<[string, Buffer | string]>([
  ['a JPEG', Buffer.from('ffd8ffe000104a46494600', 'hex')],
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['empty', ''],
  ['a PNG without its end', png.subarray(0, -5)],
  ['a PNG with something after it', Buffer.concat([png, Buffer.from('<script>')])],
  [
    'animated',
    Buffer.concat([
      png.subarray(0, 33),
      makeChunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
      png.subarray(33),
    ]),
  ],
  ['a PNG without an image', Buffer.concat([png.subarray(0, 33), png.subarray(-12)])],
])('a file that is %s is refused', (_, data) => {
  expect(findLogo({ file: write(data) })).toEqual([
    'email.look.logo.file must be the path of a PNG file without animation, from the folder of the project',
  ]);
});

test('a file that is missing is refused', () => {
  expect(findLogo({ file: 'missing.png' })).toEqual([
    'email.look.logo.file must be the path of a PNG file without animation, from the folder of the project',
  ]);
  expect(findLogo({ file: undefined })).toEqual([
    'email.look.logo.file must be the path of a PNG file without animation, from the folder of the project',
  ]);
});

test.each([
  ['large', makePng(10, 10, 33 * 1024)],
  ['wide', makePng(961, 10)],
  ['high', makePng(10, 481)],
  ['empty', makePng(0, 10)],
])('an image that is too %s is refused', (_, data) => {
  expect(findLogo({ file: write(data) })).toEqual([
    'email.look.logo.file must be a PNG of at most 32768 bytes, 960 pixels wide and 480 high',
  ]);
});

test.each([
  [{ alt: '' }, 'alt must be a text of 1 to 100 characters'],
  [{ alt: 'a\nb' }, 'alt must be a text of 1 to 100 characters'],
  [{ alt: undefined }, 'alt must be a text of 1 to 100 characters'],
  [{ width: 15 }, 'width must be a whole number from 16 to 480'],
  [{ width: 481 }, 'width must be a whole number from 16 to 480'],
  [{ width: 100.5 }, 'width must be a whole number from 16 to 480'],
])('a logo with %j is refused', (logo, fault) => {
  expect(findLogo(logo)).toEqual([`email.look.logo.${fault}`]);
});

test('an unknown member of the look or of the logo is refused', () => {
  expect(findLogo({ link: 'https://example.com' })).toEqual([
    'email.look.logo must have only members of file, alt, width',
  ]);
  expect(findDesignFaults({ look: { css: 'a' } as object }, 'email')).toMatchObject([
    { path: 'email.look', demand: 'must have only members of light, dark, logo, layout' },
  ]);
});

test.each([null, 'red', 7, []])('%j in place of a look is refused by its path', (value) => {
  const find = (look: unknown) =>
    findDesignFaults({ look } as never, 'email').map(({ path, demand }) => `${path} ${demand}`);
  const demand = 'must be an object with members of';
  expect(find(value)).toEqual([`email.look ${demand} light, dark, logo, layout`]);
  expect(find({ logo: value })).toEqual([`email.look.logo ${demand} file, alt, width`]);
  for (const mode of ['light', 'dark']) {
    expect(find({ [mode]: value })).toEqual([
      `email.look.${mode} ${demand} background, text, button, buttonText`,
    ]);
  }
});

test('the example of the how-to page has no fault', () => {
  const deploys = readDeploys('Change texts and look');
  expect(deploys).toHaveLength(1);
  for (const deploy of deploys) {
    expect(deploy.email).toMatchObject({ texts: {}, look: { layout: expect.any(String) } });
    validateStage('prod', { ...stageSettings('prod'), ...deploy });
  }
});

test('the error names stage, path and value, also in alsoGrant', () => {
  const email = {
    from: 'Example <no-reply@example.com>',
    identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/example.com',
    texts: { en: { 'email-in-use': { subject: 'Hello {name}' } } },
    look: { layout: '<p>No content</p>' },
  };
  const lines = [
    `email.texts.en['email-in-use'].subject must hold no placeholder but {service}, and holds {name}; it is "Hello {name}".`,
    'email.look.layout must hold {content} once; it is "<p>No content</p>".',
  ];
  const validate = (change: object) => () => validateStage('prod', { ...stageSettings('prod'), ...change });
  expect(validate({ email })).toThrow(lines.map((line) => `Stage prod: ${line}`).join('\n'));
  expect(validate({ alsoGrant: { email } })).toThrow(
    lines.map((line) => `Stage prod: alsoGrant.${line}`).join('\n'),
  );
});
