/** The markup of the pages, by the rules of html-validate. */
import { HtmlValidate } from 'html-validate';
import type { PageLanguage, PageModel } from '../../../lambda/pages/page-model';
import { renderPage } from '../../../lambda/pages/render-page';
import { fullLook, hostile, pageStates } from './page-states';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // its own style and script are allowed by their digests
    'require-csp-nonce': 'off',
    'doctype-style': ['error', { style: 'lowercase' }],
  },
});

const languages: readonly PageLanguage[] = ['en', 'de'];

test.each(Object.entries<PageModel>(pageStates))(
  'the markup of %s is valid in both languages',
  (_, model) => {
    for (const language of languages) {
      const html = renderPage(model, { language, look: fullLook, csrf: hostile, path: '/sign-in?a=1&b=2' });
      const { results } = validator.validateStringSync(html);
      expect(
        results.flatMap(({ messages }) =>
          messages.map(({ ruleId, message, line, column }) => `${ruleId}: ${message} (${line}:${column})`),
        ),
      ).toEqual([]);
    }
  },
);

test('an element in a wrong place is found', () => {
  expect(validator.validateStringSync('<p><div></div></p>').valid).toBe(false);
});
