/** Writes the texts and the look of a stage's mails as a file of the function `mail`. */
import { escapeHtml } from '../../../lambda/mail-templates/escape-html';
import {
  MAIL_DESIGN_FILE,
  type MailAttachment,
  type MailDesign,
} from '../../../lambda/mail-templates/mail-design';
import type { MailDesignSettings } from '../email-settings';
import type { MailLogoSettings } from '../mail-design-settings';
import { completeColors } from './find-color-faults';
import { type Logo, readLogo } from './read-logo';

/** The name of the image in `cid:` URLs (RFC 2392). */
const LOGO_ID = 'logo';

const MAX_DEFAULT_WIDTH = 240;

/** The default layout with a logo. Without a logo, it is the content alone. */
const LOGO_ABOVE =
  '<div style="max-width: 520px; margin: 0 auto; padding: 24px 16px 0">{logo}</div>\n{content}';

/**
 * Returns the design as a file, by file name; nothing if the sender sets neither texts nor a look. The settings are valid.
 * @param service the name of the service
 */
export function toMailDesignFile(
  sender: MailDesignSettings | undefined,
  service: string,
): Readonly<Record<string, string>> {
  const { texts, look } = sender ?? {};
  if (texts === undefined && look === undefined) return {};
  const image = look?.logo && readLogo(look.logo.file);
  const layout = look?.layout ?? (image ? LOGO_ABOVE : '{content}');
  const values: Readonly<Record<string, string>> = {
    service: escapeHtml(service),
    logo: look?.logo && image ? writeImage(look.logo, image) : '',
  };
  const [before = '', after = ''] = layout
    .split('{content}')
    .map((part) => part.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''));
  const design: MailDesign = {
    texts: texts ?? {},
    light: completeColors('light', look?.light),
    dark: completeColors('dark', look?.dark),
    before,
    after,
    attachments: image ? [toAttachment(image)] : [],
  };
  return { [MAIL_DESIGN_FILE]: JSON.stringify(design) };
}

function writeImage({ alt, width }: MailLogoSettings, image: Logo): string {
  const shown = width ?? Math.min(image.width, MAX_DEFAULT_WIDTH);
  const height = Math.max(1, Math.round((shown * image.height) / image.width));
  return `<img src="cid:${LOGO_ID}" alt="${escapeHtml(alt)}" width="${shown}" height="${height}" style="border: 0; max-width: 100%; height: auto">`;
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html */
function toAttachment({ data }: Logo): MailAttachment {
  return {
    FileName: 'logo.png',
    ContentType: 'image/png',
    ContentDisposition: 'INLINE',
    ContentId: LOGO_ID,
    // the default of SES is 7bit, which has no form for an image
    ContentTransferEncoding: 'BASE64',
    RawContent: data.toString('base64'),
  };
}
