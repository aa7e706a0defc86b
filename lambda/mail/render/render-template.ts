/** Renders a template of a mail. */
import type { MailDesign } from '../../mail-templates/mail-design';
import type { MailLanguage, MailTemplate, MailTemplateKind } from '../../mail-templates/mail-template';
import { breakLinks } from './break-links';
import type { MailBlock } from './mail-block';
import type { CommonValues } from './mail-values';
import { renderHtml } from './render-html';
import { requireSafeLink } from './require-safe-link';

/** The subject and the two parts of a mail. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The values of placeholders, by name. */
export type TemplateValues = CommonValues & Readonly<Record<string, string>>;

/**
 * Renders a template in a language.
 * @param builtIn the template of which the design replaces parts
 */
export function renderTemplate(
  builtIn: MailTemplate,
  kind: MailTemplateKind,
  language: MailLanguage,
  given: TemplateValues,
  design: MailDesign,
): RenderedMail {
  const template = { ...builtIn, ...design.texts[language]?.[kind] };
  // Keeps mail clients from showing the username as a link: the account may belong to another person.
  const values: TemplateValues = { ...given, username: breakLinks(given.username) };
  // in one pass, so that braces in a value stay text
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

  function toBlock(paragraph: string): MailBlock {
    const text = fill(paragraph);
    if (paragraph === '{code}') return { code: text };
    return paragraph === '{link}' ? { link: requireSafeLink(text), label: template.button ?? text } : text;
  }

  const subject = fill(template.subject);
  const blocks = template.paragraphs.map(toBlock);
  return {
    subject,
    text: `${blocks.map(toText).join('\n\n')}\n`,
    html: renderHtml(subject, blocks, language, design),
  };
}

function toText(block: MailBlock): string {
  if (typeof block === 'string') return block;
  return 'code' in block ? block.code : block.link;
}
