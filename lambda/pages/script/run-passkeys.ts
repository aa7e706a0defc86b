/**
 * The script of the passkeys. The page holds the text of this function, so that it may use nothing from outside it.
 */
import type { PageCredential, PageElement, PageWindow } from './page-window';
import type { FormKit } from './run-forms';

/** Lets forms be filled by a passkey. Without it, or in a browser without passkeys, those forms are hidden. */
export function runPasskeys(window: PageWindow, { check }: Pick<FormKit, 'check'>): void {
  const { document, navigator, PublicKeyCredential } = window;
  const { credentials } = navigator;
  if (!PublicKeyCredential || !credentials) return;

  /** Ceremonies last five minutes. */
  const AUTOFILL_MILLIS = 240_000;
  const MAX_AUTOFILLS = 15;
  let waiting = new AbortController();

  const toBytes = (text: string) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));

  const toText = (bytes: unknown) =>
    bytes instanceof ArrayBuffer
      ? btoa(String.fromCharCode(...new Uint8Array(bytes)))
          .replace(/\+/g, '-')
          .replace(/\//g, '_')
          .replace(/=/g, '')
      : undefined;

  interface Described {
    readonly id: string;
  }

  interface Options {
    readonly challenge: string;
    readonly user?: Described;
    readonly allowCredentials?: readonly Described[];
    readonly excludeCredentials?: readonly Described[];
  }

  interface Ceremony {
    readonly ceremony_id?: string;
    readonly options: Options;
  }

  const decode = (described: Described) => ({ ...described, id: toBytes(described.id) });

  /** Turns the texts of options into bytes: older browsers cannot. */
  const decodeOptions = ({ challenge, user, allowCredentials, excludeCredentials, ...others }: Options) => ({
    ...others,
    challenge: toBytes(challenge),
    ...(user && { user: decode(user) }),
    ...(allowCredentials && { allowCredentials: allowCredentials.map(decode) }),
    ...(excludeCredentials && { excludeCredentials: excludeCredentials.map(decode) }),
  });

  /** Turns a credential into JSON. */
  function encode(credential: PageCredential): string {
    if (credential.toJSON) return JSON.stringify(credential.toJSON());
    const { id, rawId, type, response } = credential;
    const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
    return JSON.stringify({
      id,
      rawId: toText(rawId),
      type,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: {
        ...Object.fromEntries(parts.map((part) => [part, toText(response[part])])),
        transports: response.getTransports?.(),
      },
    });
  }

  /** Returns the options of the page, or asks the API for some. Throws a problem of the API. */
  async function begin({ dataset }: PageElement, body: object): Promise<Ceremony> {
    if (dataset.options !== undefined) return JSON.parse(dataset.options) as Ceremony;
    const response = await window.fetch(dataset.path ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'omit',
      redirect: 'error',
    });
    const answer = await response.json();
    if (!response.ok) throw answer;
    return answer as Ceremony;
  }

  const fieldOf = (form: PageElement, name: string) => form.querySelector(`[name=${name}]`);

  /** Fills a form by a passkey, and sends it. */
  async function fill(form: PageElement, body: object, signal: AbortSignal, mediation?: 'conditional') {
    const { ceremony_id: ceremonyId, options } = await begin(form, body);
    const request = { publicKey: decodeOptions(options), signal, ...(mediation && { mediation }) };
    const credential =
      form.dataset.passkey === 'create'
        ? await credentials?.create(request)
        : await credentials?.get(request);
    if (!credential) return;
    const id = fieldOf(form, 'ceremony_id');
    if (id && ceremonyId !== undefined) id.value = ceremonyId;
    const field = fieldOf(form, 'credential');
    if (field) field.value = encode(credential);
    form.submit();
  }

  /** Copies the fields of another form. Returns undefined, and marks the field, when one is empty. */
  function copyFields(form: PageElement): Record<string, string> | undefined {
    const body: Record<string, string> = {};
    for (const target of form.querySelectorAll('[data-from]')) {
      const source = document.getElementById(target.dataset.from ?? '');
      if (!source || !check([source])) return undefined;
      target.value = source.value;
      if (target.dataset.sends !== undefined) body[target.dataset.sends] = source.value;
    }
    return body;
  }

  function fail(form: PageElement, problem: unknown): void {
    const alert = form.querySelector('[role=alert]');
    if (!alert) return;
    const messages = JSON.parse(form.dataset.messages ?? '{}') as Record<string, string>;
    const { code = '' } = (problem ?? {}) as { readonly code?: unknown };
    const message = messages[String(code)];
    if (message !== undefined) alert.textContent = message;
    alert.hidden = false;
  }

  async function run(form: PageElement): Promise<void> {
    if (form.getAttribute('aria-busy') === 'true') return;
    const body = copyFields(form);
    if (!body) return;
    waiting.abort();
    waiting = new AbortController();
    form.setAttribute('aria-busy', 'true');
    try {
      await fill(form, body, waiting.signal);
    } catch (problem) {
      fail(form, problem);
    }
    form.removeAttribute('aria-busy');
  }

  /** Offers the passkeys in the autofill of the username. A ceremony that ends is replaced. */
  async function offer(form: PageElement, count: number): Promise<void> {
    if (!(await PublicKeyCredential?.isConditionalMediationAvailable?.())) return;
    const controller = new AbortController();
    waiting = controller;
    window.setTimeout(() => {
      if (controller.signal.aborted) return;
      controller.abort();
      if (count < MAX_AUTOFILLS) void offer(form, count + 1);
    }, AUTOFILL_MILLIS);
    // the button is still there
    await fill(form, {}, controller.signal, 'conditional').catch(() => undefined);
  }

  for (const part of document.querySelectorAll('[data-needs-passkeys]')) part.hidden = false;
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void run(form);
    });
    if (form.dataset.autofill !== undefined) void offer(form, 1);
  }
}
