/** Writes the document around the content of a page. It loads nothing. */
import { type Html, html, raw } from '../html';
import type { PageLanguage, PageModel } from '../page-model';
import { PAGE_SCRIPT } from '../script/page-script';
import { languageNames } from '../texts/texts';
import { writeAlert } from './messages';
import { createStyle } from './style';
import type { PageContent, View } from './view';

/** Returns the address of a page in a language. It has no origin, so that it leads nowhere else. */
function addLanguage(path: string, language: PageLanguage): string {
  const [before = '', query = ''] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('lang', language);
  // a path such as //host would be another origin
  return `${before.replace(/^[/\\]*/, '/')}?${parameters}`;
}

function writeFooter({ texts, language, look, path }: View): Html {
  const { termsUrl, privacyUrl } = look;
  const languages = Object.entries(languageNames).map(([key, name]) =>
    key === language
      ? html`<li><span aria-current="true" lang="${key}">${name}</span></li>`
      : html`<li><a href="${addLanguage(path, key as PageLanguage)}" lang="${key}" hreflang="${key}">${name}</a></li>`,
  );
  return html`<footer><nav aria-label="${texts.languages}"><ul>${languages}</ul></nav>${
    termsUrl !== undefined && html`<a href="${termsUrl}">${texts.terms}</a>`
  }${privacyUrl !== undefined && html`<a href="${privacyUrl}">${texts.privacy}</a>`}</footer>`;
}

/** Writes the document. */
export function writeLayout(
  view: View,
  { problem, notice }: Pick<PageModel, 'problem' | 'notice'>,
  { title, body, isWide = false, beside }: PageContent,
): Html {
  const { texts, language, look, alert } = view;
  const heading = beside ? html`<div class="top"><h1>${title}</h1>${beside}</div>` : html`<h1>${title}</h1>`;
  const { logo, name } = look;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${problem && html`${texts.error}: `}${title} · ${name}</title>
<style>${raw(createStyle(look))}</style>
</head>
<body data-empty="${texts.empty}" data-short="${texts.tooShort}">
<header>${logo === undefined ? html`<span>${name}</span>` : html`<img src="${logo}" alt="${name}">`}</header>
<main${isWide && html` class="wide"`}>
${heading}${notice !== undefined && html`<div class="notice" role="status" tabindex="-1"><p>${texts.notices[notice]}</p></div>`}${
  problem && !alert.isShown && writeAlert(view, problem, true)
}${body}
</main>
${writeFooter(view)}
<script>${raw(PAGE_SCRIPT)}</script>
</body>
</html>
`;
}
