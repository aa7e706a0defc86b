/** A file that a mail carries. */
export interface MailAttachment {
  readonly fileName: string;
  /** Such as `image/png`. */
  readonly contentType: string;
  /** `inline`: the HTML shows it by its id. */
  readonly disposition: 'inline' | 'attachment';
  /** The name of the file in `cid:` URLs. @default - none */
  readonly contentId?: string;
  /** In base64. */
  readonly content: string;
}

/** Images that a page may show: other types could hold markup. */
const IMAGE = /^image\/(png|jpeg|gif|webp)$/;

/** Returns HTML whose `cid:` URLs of inline images are `data:` URLs, so that it needs nothing else. */
export function embedImages(html: string, attachments: readonly MailAttachment[]): string {
  const urls = new Map(
    attachments.flatMap(({ contentId, contentType, content }) =>
      contentId !== undefined && IMAGE.test(contentType)
        ? [[contentId, `data:${contentType};base64,${content}`] as const]
        : [],
    ),
  );
  return html.replace(/\bcid:([\w.@+-]+)/g, (url, id: string) => urls.get(id) ?? url);
}
