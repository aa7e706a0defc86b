/** The look of a stage's pages: a JSON file next to the bundle, written when the app is synthesized. */
import * as z from 'zod/mini';

/** The name of the file. */
export const LOOK_FILE = 'pages.json';

const httpsUrl = z.string().check(z.regex(/^https:\/\/[^\s"'<>]+$/));

const lookSchema = z.strictObject({
  name: z.string().check(z.minLength(1)),
  accentColor: z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/i))),
  logo: z.optional(z.string().check(z.regex(/^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/))),
  termsUrl: z.optional(httpsUrl),
  privacyUrl: z.optional(httpsUrl),
});

/** The look. */
export interface Look {
  /** The name of the service. */
  readonly name: string;
  /** As `#rrggbb`. @default - the built-in blue */
  readonly accentColor?: string | undefined;
  /** A PNG image as a `data:` URI. @default - none */
  readonly logo?: string | undefined;
  /** An `https://` URL. @default - none */
  readonly termsUrl?: string | undefined;
  /** An `https://` URL. @default - none */
  readonly privacyUrl?: string | undefined;
}

/**
 * Parses the text of the file. It is safe to show afterwards: a text of another form than the schema's could break the
 * style or the policy of the pages.
 * @throws Error when it is not such a look
 */
export function parseLook(text: string): Look {
  return lookSchema.parse(JSON.parse(text));
}
