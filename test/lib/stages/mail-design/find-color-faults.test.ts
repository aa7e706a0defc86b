import { completeColors, findColorFaults } from '../../../../lib/stages/mail-design/find-color-faults';

const find = (mode: 'light' | 'dark', colors: object) => findColorFaults(mode, colors, `look.${mode}`);

test.each(['light', 'dark'] as const)('the built-in colors in %s mode have no fault', (mode) => {
  expect(find(mode, {})).toEqual([]);
});

test('a color that is left out stays as it is', () => {
  expect(completeColors('light', { button: '#6d28d9' })).toEqual({
    background: '#ffffff',
    text: '#1f2328',
    button: '#6d28d9',
    buttonText: '#ffffff',
  });
});

test('a color that is undefined is left out', () => {
  const unset: object = { text: undefined };
  expect(find('dark', unset)).toEqual([]);
  expect(completeColors('dark', unset)).toEqual(completeColors('dark'));
});

test.each(['red', '#fff', '#12345g', 'rgb(0, 0, 0)', '#000000; background: url(https://example.com)', 7])(
  'the color %j is refused',
  (button) => {
    expect(find('light', { button })).toEqual([
      { path: 'look.light.button', demand: 'must be a color such as #0a3d91', value: button },
    ]);
  },
);

test.each([
  ['light', { button: '#777777' }, 'buttonText on button', '#ffffff on #777777, 4.48 to 1'],
  ['dark', { button: '#0a3d91' }, 'buttonText on button', '#0b1f3f on #0a3d91, 1.63 to 1'],
  ['light', { text: '#eeeeee' }, 'text on background', '#eeeeee on #ffffff, 1.16 to 1'],
  ['dark', { background: '#ffffff' }, 'text on background', '#e8eaed on #ffffff, 1.21 to 1'],
] as const)('in %s mode %j has too little contrast', (mode, colors, names, value) => {
  expect(find(mode, colors)).toEqual([
    {
      path: `look.${mode}`,
      demand: `must have a contrast of at least 4.5 to 1 of ${names} (WCAG 2.2, 1.4.3)`,
      value,
    },
  ]);
});

test('a contrast just above the least is enough', () => {
  expect(find('light', { button: '#767676' })).toEqual([]);
});

test('an unknown color is refused', () => {
  expect(find('light', { accent: '#000000' })).toEqual([
    {
      path: 'look.light',
      demand: 'must have only members of background, text, button, buttonText',
      value: 'accent',
    },
  ]);
});
