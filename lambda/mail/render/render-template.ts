/** Renders a template of a mail. */
import type { MailDesign } from '../../mail-design';
import type { MailLanguage, MailTemplate, MailTemplateKind } from '../../mail-templates';
import { breakLinks } from './break-links';
import type { CommonValues } from './mail-values';
import { renderHtml } from './render-html';
import { requireSafeLink } from './require-safe-link';

/** The subject and the two parts of a mail. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A link of a mail. Its URL is on a line of its own. */
export interface LinkBlock {
  readonly link: string;
  readonly label: string;
}

/** A paragraph, a code on a line of its own, or a link. No text holds markup. Both parts are rendered from it. */
export type MailBlock = string | { readonly code: string } | LinkBlock;

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
