/** Mutations of what keeps the templates and the look of mails safe. */
import { type Mutation, testOf } from '../mutation';

const TEXTS = 'lib/stages/mail-design/find-text-faults.ts';
const LAYOUT = 'lib/stages/mail-design/find-layout-fault.ts';
const TEXTS_TEST = 'lib/stages/mail-design/find-text-faults.test.ts';
const LAYOUT_TEST = 'lib/stages/mail-design/find-layout-fault.test.ts';
const DESIGN_TEST = 'lib/stages/mail-design/find-design-faults.test.ts';
const RENDER_TEST = 'lambda/mail/render/render-template.test.ts';

export const mailDesignMutations: readonly Mutation[] = [
  {
    defence: 'A mail with a code is not sent without it',
    change: 'the paragraphs with the code not counted',
    file: TEXTS,
    find: "count('{code}') !== 1",
    replace: "count('{code}') > 2",
    caughtBy: testOf(TEXTS_TEST, ' without its code, or with two, is refused'),
  },
  {
    defence: 'A template has no unknown placeholder',
    change: 'placeholders not compared with those of the kind',
    file: TEXTS,
    find: 'names.find((name) => !placeholders.includes(name))',
    replace: "names.find((name) => name === '')",
    caughtBy: testOf(TEXTS_TEST, 'must hold no placeholder but'),
  },
  {
    defence: 'A notice holds neither a code nor a link',
    change: 'any placeholder of any kind accepted',
    file: TEXTS,
    find: '!placeholders.includes(name)',
    replace: '![...placeholdersOf.values()].flat().includes(name)',
    caughtBy: testOf(TEXTS_TEST, ' holds neither a code nor a link'),
  },
  {
    defence: 'A subject shows no code and no link',
    change: 'the placeholders of paragraphs accepted in subjects',
    file: TEXTS,
    find: "const SUBJECT = ['service'];",
    replace: "const SUBJECT = ['service', 'code', 'link', 'username', 'validUntil'];",
    caughtBy: testOf(TEXTS_TEST, ' is refused, as locked screens show it'),
  },
  {
    defence: 'The subject of a template cannot end its header',
    change: 'control characters in templates accepted',
    file: TEXTS,
    find: 'if (CONTROL.test(text)) return',
    replace: "if (text === '') return",
    caughtBy: testOf(TEXTS_TEST, ' could end its header'),
  },
  {
    defence: 'A text of a mail holds no URL but its own link',
    change: 'URLs in texts accepted',
    file: TEXTS,
    find: 'if (URL_IN_TEXT.test(text)) return',
    replace: "if (text === '') return",
    caughtBy: testOf(TEXTS_TEST, 'must hold no URL'),
  },
  {
    defence: 'A layout holds no script and no image of another host',
    change: 'any element accepted',
    file: LAYOUT,
    find: 'if (!ELEMENTS.includes(element)) {',
    replace: "if (element === '') {",
    caughtBy: testOf(LAYOUT_TEST, ' is refused'),
  },
  {
    defence: 'A layout holds no event handler',
    change: 'unknown attributes skipped',
    file: LAYOUT,
    find: "if (allowed === undefined || (name === 'href' && element !== 'a')) {",
    replace: "if (allowed === undefined) continue;\n    if (name === 'href' && element !== 'a') {",
    caughtBy: testOf(LAYOUT_TEST, ' is refused'),
  },
  {
    defence: 'A layout loads nothing and links only to https and mailto',
    change: 'any value of an attribute accepted',
    file: LAYOUT,
    find: 'if (!allowed.test(value)) {',
    replace: "if (!allowed.test(value) && value === '') {",
    caughtBy: testOf(LAYOUT_TEST, ' is refused'),
  },
  {
    defence: 'No link of a layout surrounds the content',
    change: 'the elements around the content not checked',
    file: LAYOUT,
    find: "text.includes('{content}') && open",
    replace: "text === '' && open",
    caughtBy: testOf(LAYOUT_TEST, ' is refused'),
  },
  {
    defence: 'A style of a layout does not hide the content',
    change: 'any property accepted',
    file: LAYOUT,
    find: "PROPERTIES.join('|')",
    replace: "['[a-z-]+'].join('|')",
    caughtBy: testOf(LAYOUT_TEST, ' is refused'),
  },
  {
    defence: 'A layout holds no control character',
    change: 'control characters in layouts accepted',
    file: LAYOUT,
    find: 'if (CONTROL.test(layout)) return',
    replace: "if (layout === '') return",
    caughtBy: testOf(LAYOUT_TEST, ' is refused'),
  },
  {
    defence: 'A layout does not change the contrast of the content',
    change: 'the content without colors of its own',
    file: 'lambda/mail/render/render-html.ts',
    find: `<main style="\${MAIN}; \${page}">`,
    replace: `<main style="\${MAIN}">`,
    caughtBy: testOf(RENDER_TEST, 'colors and layout are in the HTML'),
  },
  {
    defence: 'The text of a mail has enough contrast',
    change: 'the contrast not checked',
    file: 'lib/stages/mail-design/find-color-faults.ts',
    find: 'contrastOf(front, back) < LEAST_CONTRAST',
    replace: 'contrastOf(front, back) < 1',
    caughtBy: testOf('lib/stages/mail-design/find-color-faults.test.ts', ' has too little contrast'),
  },
  {
    defence: 'The logo is a PNG file and nothing else',
    change: 'only its first bytes checked',
    file: 'lib/stages/mail-design/read-logo.ts',
    find: " && chunks.at(-1) === 'IEND' && at === data.length",
    replace: '',
    caughtBy: testOf(DESIGN_TEST, 'a PNG with something after it'),
  },
  {
    defence: 'A placeholder in a username stays text',
    change: 'texts filled twice',
    file: 'lambda/mail/render/render-template.ts',
    find: 'const text = fill(paragraph);',
    replace: 'const text = fill(fill(paragraph));',
    caughtBy: testOf(RENDER_TEST, ' stay text, so that nothing is put in their place'),
  },
  {
    defence: 'Markup in a template or a value is text in the HTML',
    change: 'paragraphs not escaped',
    file: 'lambda/mail/render/render-html.ts',
    find: '{escapeHtml(block)}',
    replace: '{block}',
    caughtBy: testOf(RENDER_TEST, 'markup in a template is text'),
  },
];
