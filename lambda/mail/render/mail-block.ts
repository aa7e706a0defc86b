/** The blocks of a mail, from which both of its parts are rendered. */

/** A link of a mail. Its URL is on a line of its own. */
interface LinkBlock {
  readonly link: string;
  readonly label: string;
}

/** A paragraph, a code on a line of its own, or a link. No text holds markup. */
export type MailBlock = string | { readonly code: string } | LinkBlock;
