/** Removes from the API's OpenAPI document what the policies of a stage rule out. */
import type { Environment } from '../environment';

/** The settings that decide. */
export type DocumentPolicy = Pick<
  Environment<'discovery'>,
  'features' | 'signUpEmail' | 'emailPolicy' | 'trustedDevices'
>;

/** The response of a problem, as a component of the document. */
interface ProblemResponse {
  description: string;
  headers?: Record<string, object>;
  readonly content?: Readonly<Record<string, ProblemMedia>>;
}

interface ProblemMedia {
  readonly schema: { readonly allOf?: readonly { readonly properties?: { code?: { enum: string[] } } }[] };
  readonly examples?: Record<string, { readonly value: { readonly detail: string } }>;
}

/** A body with an optional address. */
interface SignUpMedia {
  readonly schema: {
    readonly properties: { email?: object; ceremony_id?: object; credential?: object };
    readonly required: string[];
    examples?: object[];
  };
  example?: object;
}

/** A route whose body may change. */
interface PostOf<Media> {
  readonly post: { readonly requestBody: { readonly content: { readonly 'application/json': Media } } };
}

interface ObjectSchema {
  readonly properties: Record<string, object>;
  readonly required?: string[];
}

/** The routes whose bodies have members of some features only. */
type ChangedRoute = '/sessions/create' | '/sessions/challenge' | '/sessions/current/step-up';

/** The parts of the document that change. */
interface PolicyDocument {
  readonly paths: Readonly<
    Record<'/users', PostOf<SignUpMedia>> &
      Record<'/users/me/password', { readonly put: PostOf<{ readonly schema: ObjectSchema }>['post'] }> &
      Record<ChangedRoute, PostOf<{ readonly schema: ObjectSchema }>>
  >;
  readonly components: {
    readonly responses: Readonly<Record<string, ProblemResponse>>;
    readonly schemas: Readonly<Record<'FactorSignIn', ObjectSchema>>;
  };
}

const CODE = 'EMAIL_NOT_VERIFIED';

/** Returns a copy of the document for a stage. */
export function selectPolicy<Document extends object>(document: Document, policy: DocumentPolicy): Document {
  const { features, signUpEmail, emailPolicy, trustedDevices } = policy;
  const text = JSON.stringify(document);
  // the name of a response lists its codes: one without the code may have another's name, and then equals it
  const copy: Document = JSON.parse(emailPolicy === 'required' ? text : text.replaceAll(`${CODE}.`, ''));
  const changed = copy as unknown as PolicyDocument;
  const { paths, components } = changed;
  if (trustedDevices === '') removeTrust(changed);
  if (!features.includes('passkeys')) removePasskeys(changed);
  if (!features.includes('passkey-sign-up')) removePasskeySignUp(changed);
  if (!features.includes('email')) delete bodyOf(changed, '/sessions/challenge').properties.email_code;
  if (emailPolicy !== 'required') Object.values(components.responses).forEach(removeCode);
  selectAddress(paths['/users'].post.requestBody.content['application/json'], signUpEmail);
  return copy;
}

function bodyOf({ paths }: PolicyDocument, path: ChangedRoute): ObjectSchema {
  return paths[path].post.requestBody.content['application/json'].schema;
}

function removeTrust(document: PolicyDocument): void {
  delete bodyOf(document, '/sessions/create').properties.trusted_device_token;
  delete bodyOf(document, '/sessions/challenge').properties.trust_device;
  delete document.components.schemas.FactorSignIn.properties.trusted_device_token;
}

function removePasskeys(document: PolicyDocument): void {
  const answer = bodyOf(document, '/sessions/challenge');
  delete answer.properties.credential;
  answer.required?.push('code');
  const stepUp = bodyOf(document, '/sessions/current/step-up');
  delete stepUp.properties.ceremony_id;
  delete stepUp.properties.credential;
  const change = document.paths['/users/me/password'].put.requestBody.content['application/json'].schema;
  change.required?.unshift('current_password');
}

function removePasskeySignUp({ paths }: PolicyDocument): void {
  const { properties, required } = paths['/users'].post.requestBody.content['application/json'].schema;
  delete properties.ceremony_id;
  delete properties.credential;
  required.push('password');
}

function removeCode(response: ProblemResponse): void {
  const { examples, schema } = response.content?.['application/problem+json'] ?? {};
  const example = examples?.[CODE];
  if (!examples || !example) return;
  response.description = response.description
    .split(' Or: ')
    .filter((detail) => detail !== example.value.detail)
    .join(' Or: ');
  delete examples[CODE];
  // the challenge of a missing scope, which the other codes do not have
  if (!('INSUFFICIENT_SCOPE' in examples)) {
    const { 'WWW-Authenticate': _challenge, ...headers } = response.headers ?? {};
    if (Object.keys(headers).length > 0) response.headers = headers;
    else delete response.headers;
  }
  for (const { properties } of schema?.allOf ?? []) {
    if (properties?.code) properties.code.enum = properties.code.enum.filter((code) => code !== CODE);
  }
}

function selectAddress(media: SignUpMedia, signUpEmail: string): void {
  if (signUpEmail === '') delete media.schema.properties.email;
  if (signUpEmail !== 'required') return;
  media.schema.required.push('email');
  media.example = { ...media.example, email: 'ada@example.com' };
  media.schema.examples = [media.example];
}
