/** What templates may not hold. The built-in ones keep the same rules. */

import { enrolmentTexts } from '../../../../lambda/mail/render/enrolment-texts';
import { noticesDe } from '../../../../lambda/mail/render/notices-de';
import { noticesEn } from '../../../../lambda/mail/render/notices-en';
import { textsDe } from '../../../../lambda/mail/render/texts-de';
import { textsEn } from '../../../../lambda/mail/render/texts-en';
import { mailPlaceholders } from '../../../../lambda/mail-templates/mail-placeholders';
import { findTextFaults } from '../../../../lib/stages/mail-design/find-text-faults';

/** Returns the faults, each as `path demand`. */
const find = (texts: object) => findTextFaults(texts, 'texts').map(({ path, demand }) => `${path} ${demand}`);
const verify = (template: object) => find({ en: { 'verify-email': template } });
const changed = (template: object) => find({ de: { 'password-changed': template } });

test('the built-in texts keep the rules, with each placeholder that their kind has', () => {
  const texts = {
    en: { ...textsEn, ...noticesEn, 'confirm-enrolment': enrolmentTexts.en },
    de: { ...textsDe, ...noticesDe, 'confirm-enrolment': enrolmentTexts.de },
  };
  expect(find(texts)).toEqual([]);
  for (const templates of Object.values(texts)) {
    expect(Object.keys(templates).sort()).toEqual(Object.keys(mailPlaceholders).sort());
    for (const [kind, names] of Object.entries(mailPlaceholders)) {
      const { paragraphs } = templates[kind as keyof typeof mailPlaceholders];
      for (const name of names) expect(paragraphs.join()).toContain(`{${name}}`);
    }
  }
});

test('a template may replace one part, leave the link out, and name each placeholder', () => {
  expect(verify({ subject: 'Hello from {service}' })).toEqual([]);
  expect(verify({ button: 'Go' })).toEqual([]);
  expect(verify({ paragraphs: ['{username} at {service}, until {validUntil}:', '{code}'] })).toEqual([]);
  expect(changed({ paragraphs: ['{username}, {service}, {time} {device}'] })).toEqual([]);
  expect(find({ en: { 'email-changed': { paragraphs: ['Until {restorableUntil}.'] } } })).toEqual([]);
  expect(find({})).toEqual([]);
});

const PARAGRAPH = "texts.en['verify-email'].paragraphs[0]";
const KNOWN = '{service}, {username}, {validUntil}, {code}, {link}';

test.each([
  ['{usrname}', `must hold no placeholder but ${KNOWN}, and holds {usrname}`],
  ['{ username }', `must hold no placeholder but ${KNOWN}, and holds { username }`],
  ['{Username}', `must hold no placeholder but ${KNOWN}, and holds {Username}`],
  ['{}', `must hold no placeholder but ${KNOWN}, and holds {}`],
  ['{constructor}', `must hold no placeholder but ${KNOWN}, and holds {constructor}`],
  ['{time}', `must hold no placeholder but ${KNOWN}, and holds {time}`],
  ['{username', 'must close each brace, and hold braces only around placeholders'],
  ['username}', 'must close each brace, and hold braces only around placeholders'],
  ['{{username}}', 'must close each brace, and hold braces only around placeholders'],
  ['{user{service}name}', 'must close each brace, and hold braces only around placeholders'],
  ['Your code: {code}', 'must have {code} as a paragraph of its own'],
  ['Open {link}', 'must have {link} as a paragraph of its own'],
  ['two\nlines', 'must hold no line end and no other control character'],
  ['a\u2028b', 'must hold no line end and no other control character'],
  ['a\u202eb', 'must hold no line end and no other control character'],
  ['See https://help.example.com', 'must hold no URL: look.layout may hold links'],
  ['See www.example.com', 'must hold no URL: look.layout may hold links'],
  [' ', 'must be a text of 1 to 1000 characters'],
  ['\u200b\u00ad', 'must be a text of 1 to 1000 characters'],
  ['a'.repeat(1_001), 'must be a text of 1 to 1000 characters'],
  [7, 'must be a text of 1 to 1000 characters'],
])('a paragraph %j: %s', (paragraph, demand) => {
  expect(verify({ paragraphs: [paragraph, '{code}'] })).toEqual([`${PARAGRAPH} ${demand}`]);
});

test('the mail of an enrolment needs its code, and holds no link and no button', () => {
  const enrolment = (template: object) => find({ en: { 'confirm-enrolment': template } });
  const path = "texts.en['confirm-enrolment']";
  expect(enrolment({ paragraphs: ['{username}:', '{code}'] })).toEqual([]);
  expect(enrolment({ paragraphs: ['Hello'] })).toEqual([
    `${path}.paragraphs must have one paragraph that is {code}`,
  ]);
  expect(enrolment({ paragraphs: ['{code}', '{link}'] }).join()).toContain('must hold no placeholder but');
  expect(enrolment({ button: 'Go' }).join()).toContain(
    `${path} must have only members of subject, paragraphs`,
  );
});

test.each(['verify-email', 'reset-password'])('%s without its code, or with two, is refused', (kind) => {
  for (const paragraphs of [['Hello'], ['{link}'], ['{code}', '{code}']]) {
    expect(find({ en: { [kind]: { paragraphs } } })).toEqual([
      `texts.en['${kind}'].paragraphs must have one paragraph that is {code}`,
    ]);
  }
  expect(find({ en: { [kind]: { paragraphs: ['{link}', '{code}', '{link}'] } } })).toEqual([
    `texts.en['${kind}'].paragraphs must have at most one paragraph that is {link}`,
  ]);
});

test.each(Object.entries(mailPlaceholders).filter(([, names]) => !names.some((name) => name === 'code')))(
  '%s holds neither a code nor a link',
  (kind) => {
    for (const name of ['{code}', '{link}']) {
      expect(find({ en: { [kind]: { paragraphs: [name] } } })).toEqual([
        expect.stringMatching(/^texts\.en\['.*'\]\.paragraphs\[0\] must hold no placeholder but /),
      ]);
    }
    expect(find({ en: { [kind]: { button: 'Go' } } })).toEqual([
      `texts.en['${kind}'] must have only members of subject, paragraphs`,
    ]);
  },
);

test.each(['{code}', '{link}', '{username}', '{validUntil}'])(
  'a subject with %s is refused, as locked screens show it',
  (placeholder) => {
    expect(verify({ subject: `Hello ${placeholder}` })).toEqual([
      `texts.en['verify-email'].subject must hold no placeholder but {service}, and holds ${placeholder}`,
    ]);
  },
);

test.each(['Hello\r\nBcc: eve@example.org', 'Hello\0', 'Hello\u0085', 'Hello\u2029'])(
  'the subject %j could end its header',
  (subject) => {
    expect(changed({ subject })).toEqual([
      "texts.de['password-changed'].subject must hold no line end and no other control character",
    ]);
  },
);

test('a button is short text without placeholders', () => {
  expect(verify({ button: '{service}' })).toEqual([
    "texts.en['verify-email'].button must hold no placeholder, and holds {service}",
  ]);
  expect(verify({ button: 'a'.repeat(61) })).toEqual([
    "texts.en['verify-email'].button must be a text of 1 to 60 characters",
  ]);
});

test.each([[], Array.from({ length: 21 }, () => 'a'), 'Hello'].map((paragraphs) => [paragraphs]))(
  'paragraphs that are %j are refused',
  (paragraphs) => {
    expect(changed({ paragraphs })).toEqual([
      "texts.de['password-changed'].paragraphs must be a list of 1 to 20 paragraphs",
    ]);
  },
);

test('what is undefined is left out', () => {
  expect(find({ en: undefined, de: { 'verify-email': undefined } })).toEqual([]);
  expect(verify({ subject: undefined, paragraphs: undefined, button: undefined })).toEqual([]);
});

test.each([null, 'Hello', 7, []])('%j in place of templates is refused by its path', (value) => {
  const demand = 'must be an object with members of';
  expect(findTextFaults(value as never, 'texts')).toEqual([
    { path: 'texts', demand: `${demand} en, de`, value },
  ]);
  expect(find({ en: value })).toEqual([expect.stringContaining(`texts.en ${demand} verify-email, `)]);
  expect(verify(value as never)).toEqual([`texts.en['verify-email'] ${demand} subject, paragraphs, button`]);
});

test('an unknown language, kind or member is refused', () => {
  expect(find({ fr: {} })).toEqual(['texts must have only members of en, de']);
  expect(find({ en: { verifyEmail: {} } })).toEqual([
    expect.stringMatching(/^texts\.en must have only members of verify-email, reset-password, /),
  ]);
  expect(find({ en: { constructor: {} } })).toEqual([
    expect.stringMatching(/^texts\.en must have only members of /),
  ]);
  expect(verify({ subjct: 'Hello' })).toEqual([
    "texts.en['verify-email'] must have only members of subject, paragraphs, button",
  ]);
});
