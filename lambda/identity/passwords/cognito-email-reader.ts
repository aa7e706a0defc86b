/** Reads the e-mail address that Amazon Cognito has verified for a user. */
import { AwsCallError, readErrorType, toAwsCallError } from '../../shared/aws/aws-call-error';
import * as awsServices from '../../shared/aws/aws-services';
import { post } from '../../shared/aws/http-post';

/** Milliseconds for one attempt. */
const ATTEMPT_MS = 2_000;

/** What Cognito says about a user's address. */
export interface CognitoEmail {
  /** @default - the user has none, or the app client may not read it */
  readonly address?: string | undefined;
  readonly isVerified: boolean;
}

/**
 * Creates the reader, whose parameter is an access token that Cognito has just issued. The token authorizes the
 * call: it is not signed, and no policy applies to it.
 *
 * Cognito writes all attributes as texts. The text `false` is not verified, and neither is anything but `true`.
 *
 * @throws AwsCallError, or Error with a `code`
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 */
export function createCognitoEmailReader(endpoint: URL): (accessToken: string) => Promise<CognitoEmail> {
  const { name, target, version } = awsServices.cognitoIdp;
  return async (accessToken) => {
    const { status, body } = await post(
      {
        url: endpoint,
        headers: {
          'content-type': `application/x-amz-json-1.${version}`,
          'x-amz-target': `${target}.GetUser`,
        },
        body: JSON.stringify({ AccessToken: accessToken }),
      },
      ATTEMPT_MS,
    );
    const operation = `${name}:GetUser`;
    if (status !== 200) throw toAwsCallError(operation, status, readErrorType(body));
    const attributes = readAttributes(body);
    if (!attributes) throw new AwsCallError(operation, 'unavailable', 'MalformedAnswer');
    return { address: attributes.get('email'), isVerified: attributes.get('email_verified') === 'true' };
  };
}

/** Reads the attributes whose values are texts. Returns undefined when there is no list of attributes. */
function readAttributes(body: string): ReadonlyMap<string, string> | undefined {
  const { UserAttributes: attributes } = parse(body);
  if (!Array.isArray(attributes)) return undefined;
  const entries = attributes.map((attribute: unknown) => Object(attribute) as Record<string, unknown>);
  return new Map(
    entries.flatMap(({ Name: key, Value: value }) =>
      typeof key === 'string' && typeof value === 'string' ? [[key, value] as const] : [],
    ),
  );
}

function parse(body: string): { readonly UserAttributes?: unknown } {
  try {
    return Object(JSON.parse(body));
  } catch {
    // the parser's message quotes the response
    return {};
  }
}
