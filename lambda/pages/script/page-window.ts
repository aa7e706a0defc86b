/** The parts of a browser's window that the script of the pages uses. The project has no types of browsers. */

/** An event. */
export interface PageEvent {
  preventDefault(): void;
}

/** An element. Some members belong to fields or forms only. */
export interface PageElement {
  id: string;
  hidden: boolean;
  className: string;
  textContent: string | null;
  value: string;
  type: string;
  noValidate: boolean;
  readonly dataset: Record<string, string | undefined>;
  readonly validity: { readonly valueMissing: boolean; readonly tooShort: boolean };
  /** The element around a field. */
  readonly parentElement: PageElement;
  append(child: PageElement): void;
  remove(): void;
  focus(): void;
  /** Sends a form without its event. */
  submit(): void;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  addEventListener(type: 'click' | 'submit' | 'input', listener: (event: PageEvent) => unknown): void;
}

/** A credential that an authenticator has created or used. */
export interface PageCredential {
  /** Older browsers do not have it. */
  toJSON?(): object;
  readonly id: string;
  readonly rawId: ArrayBuffer;
  readonly type: string;
  getClientExtensionResults(): object;
  readonly response: Readonly<Record<string, unknown>> & { getTransports?(): readonly string[] };
}

/** A request to the authenticators. */
export interface CredentialRequest {
  readonly publicKey: object;
  readonly mediation?: 'conditional';
  readonly signal: AbortSignal;
}

/** A window. */
export interface PageWindow {
  readonly document: Pick<PageElement, 'querySelector' | 'querySelectorAll'> & {
    readonly body: PageElement;
    getElementById(id: string): PageElement | null;
    createElement(name: 'p'): PageElement;
  };
  /** Browsers without passkeys do not have it. */
  readonly PublicKeyCredential?: { isConditionalMediationAvailable?(): Promise<boolean> };
  readonly navigator: {
    readonly credentials?: {
      create(request: CredentialRequest): Promise<PageCredential | null>;
      get(request: CredentialRequest): Promise<PageCredential | null>;
    };
  };
  fetch(
    path: string,
    init: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly ok: boolean; json(): Promise<unknown> }>;
  setTimeout(task: () => void, milliseconds: number): unknown;
  addEventListener(type: 'pageshow', listener: () => unknown): void;
}
