/** A browser's passkeys without an authenticator: tests answer each request themselves. */

/** A request of the page to the browser. */
export interface BrowserRequest {
  readonly kind: 'create' | 'get';
  readonly mediation: string | undefined;
  /** In base64url. */
  readonly challenge: string;
  readonly allowed: readonly string[] | undefined;
  answer(more?: { readonly id?: string; readonly userHandle?: string | null }): void;
  /** Answers as a browser whose user picked nothing. */
  answerNothing(): void;
  fail(name: string): void;
  /** Whether the page has ended it. */
  isAborted(): boolean;
}

/** The browser. */
export interface FakeBrowser {
  /** Every request so far, oldest first. */
  readonly requests: readonly BrowserRequest[];
  /** Every signal so far. */
  readonly signals: readonly object[];
  /** Resolves to the request with this number, from 0, once the page has made it. */
  request(number: number): Promise<BrowserRequest>;
}

/** The browser and its page. */
export interface FakeBrowserOptions {
  /** The host of the page. @default 'app.example.com' */
  readonly hostname?: string;
  /** What the browser lacks. @default - nothing */
  readonly without?: readonly ('passkeys' | 'autofill' | 'signals' | 'input' | 'abort')[];
}

export const CREDENTIAL = toBase64Url('credential-1');
export const USER_HANDLE = toBase64Url('sub-1');

/** Encodes a text. */
export function toBase64Url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** Puts the browser into the globals, in place of the one before. */
export function installFakeBrowser({
  hostname = 'app.example.com',
  without = [],
}: FakeBrowserOptions = {}): FakeBrowser {
  const requests: BrowserRequest[] = [];
  const signals: object[] = [];
  const waiting: (() => void)[] = [];
  const lacks = (part: NonNullable<FakeBrowserOptions['without']>[number]) => without.includes(part);

  function open(kind: BrowserRequest['kind'], { publicKey, mediation, signal }: Options) {
    return new Promise((resolve, reject) => {
      const abort = () => reject(signal.reason);
      if (!lacks('abort')) signal.addEventListener('abort', abort);
      requests.push({
        kind,
        mediation,
        challenge: Buffer.from(publicKey.challenge).toString('base64url'),
        allowed: publicKey.allowCredentials?.map(({ id }) => Buffer.from(id).toString('base64url')),
        answer: (more) => resolve(createCredential(kind, more)),
        answerNothing: () => resolve(null),
        fail: (name) => reject(new DOMException('As browsers say it', name)),
        isAborted: () => signal.aborted,
      });
      for (const wake of waiting.splice(0)) wake();
    });
  }

  const credentials = Object.assign(() => undefined, {
    isConditionalMediationAvailable: async () => !lacks('autofill'),
    ...(!lacks('signals') && {
      signalUnknownCredential: record('unknown'),
      signalAllAcceptedCredentials: record('accepted'),
    }),
  });

  function record(signal: string) {
    return async (options: object) => {
      signals.push({ signal, ...options });
      // the page must not notice
      throw new TypeError('As some browsers do');
    };
  }

  const globals = {
    PublicKeyCredential: lacks('passkeys') ? undefined : credentials,
    navigator: {
      credentials: {
        create: (options: Options) => open('create', options),
        get: (options: Options) => open('get', options),
      },
    },
    location: { hostname },
    document: {
      visibilityState: 'visible',
      querySelector: () => (lacks('input') ? null : {}),
      querySelectorAll: () => [],
      addEventListener: () => undefined,
    },
  };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return {
    requests,
    signals,
    request: async (number) => {
      while (requests.length <= number) await new Promise<void>((resolve) => waiting.push(resolve));
      return requests[number] as BrowserRequest;
    },
  };
}

interface Options {
  readonly publicKey: {
    readonly challenge: ArrayBuffer;
    readonly allowCredentials?: readonly { readonly id: ArrayBuffer }[];
  };
  readonly mediation?: string;
  readonly signal: AbortSignal;
}

function createCredential(
  kind: BrowserRequest['kind'],
  {
    id = CREDENTIAL,
    userHandle = USER_HANDLE,
  }: { readonly id?: string; readonly userHandle?: string | null } = {},
): object {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url')).buffer;
  const response = { clientDataJSON: bytes('AA'), attestationObject: bytes('AQ') };
  const assertion = { clientDataJSON: bytes('AA'), authenticatorData: bytes('AQ'), signature: bytes('Ag') };
  return {
    id,
    rawId: bytes(id),
    type: 'public-key',
    response:
      kind === 'create'
        ? response
        : { ...assertion, userHandle: userHandle === null ? null : bytes(userHandle) },
    getClientExtensionResults: () => ({}),
  };
}
