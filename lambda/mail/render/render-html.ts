/** Renders the HTML part of a mail. */
import { escapeHtml } from '../../mail-templates/escape-html';
import type { MailDesign } from '../../mail-templates/mail-design';
import type { MailLanguage } from '../../mail-templates/mail-template';
import type { MailBlock } from './mail-block';

const FONT = 'font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
const MAIN =
  'max-width: 520px; margin: 0 auto; padding: 24px 16px; font-size: 16px; line-height: 1.5; overflow-wrap: anywhere';
const HEADING = 'margin: 0 0 16px; font-size: 20px; line-height: 1.3';
const PARAGRAPH = 'margin: 0 0 16px';
const CODE = [
  'margin: 0 0 16px; padding: 12px; border: 1px solid #6e7781; border-radius: 6px; background: #f3f4f6; color: #000000',
  'font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 28px; font-weight: 600',
  'letter-spacing: 2px; text-align: center; white-space: nowrap',
].join('; ');
const BUTTON = 'display: inline-block; padding: 12px 20px; border-radius: 6px; font-weight: 600';
const URL_LINE = 'margin: 0 0 16px; font-size: 14px';

/**
 * Returns a whole document, which loads nothing. Every text is escaped. Links do not act before they are followed. The
 * light colors are attributes of the elements, for mail clients without style sheets. The content has its own, so that
 * a layout around it does not change the contrast.
 */
export function renderHtml(
  subject: string,
  blocks: readonly MailBlock[],
  language: MailLanguage,
  { light, dark, before, after }: MailDesign,
): string {
  const page = `background: ${light.background}; color: ${light.text}`;
  const button = `background: ${light.button}; color: ${light.buttonText}`;

  function renderBlock(block: MailBlock): string {
    if (typeof block === 'string') return `<p style="${PARAGRAPH}">${escapeHtml(block)}</p>`;
    if ('code' in block) return `<p class="code" style="${CODE}">${escapeHtml(block.code)}</p>`;
    const url = escapeHtml(block.link);
    // below the button, so that its reader sees where it leads, and can copy it
    return `<p style="${PARAGRAPH}"><a class="button" href="${url}" style="${BUTTON}; ${button}">${escapeHtml(block.label)}</a></p>
<p class="url" style="${URL_LINE}; ${page}">${url}</p>`;
  }

  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escapeHtml(subject)}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  body, main { background: ${dark.background} !important; color: ${dark.text} !important; }
  .url { background: ${dark.background} !important; color: ${dark.text} !important; }
  .code { background: #2a2e37 !important; color: #ffffff !important; border-color: #8b93a3 !important; }
  .button { background: ${dark.button} !important; color: ${dark.buttonText} !important; }
}
</style>
</head>
<body style="${escapeHtml(`margin: 0; padding: 0; ${page}; ${FONT}`)}">
${before}<main style="${MAIN}; ${page}">
<h1 style="${HEADING}">${escapeHtml(subject)}</h1>
${blocks.map(renderBlock).join('\n')}
</main>${after}
</body>
</html>
`;
}
