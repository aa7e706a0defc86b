/**
 * What the scripts of all pages share. The page holds the text of this function, so that it may use nothing
 * from outside it.
 */
import type { PageElement, PageWindow } from './page-window';

/** The body of a response, of which a page reads single members. */
export interface AnswerBody {
  readonly access_token?: string;
  readonly username?: string;
  readonly pending_email?: string | null;
  readonly code?: string;
  /** Of a sign-in that needs a second factor. */
  readonly challenge?: string;
  readonly kinds?: readonly string[];
  readonly errors?: readonly { readonly detail?: string }[];
}

/** A response of the API. Its status is 0 when there was none. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: AnswerBody;
}

/** A request to the API. */
export interface ApiCall {
  /** @default - no body */
  readonly body?: Readonly<Record<string, unknown>>;
  /** @default - the request is public */
  readonly accessToken?: string;
}

/** The shared functions of a page. */
export type PageKit = ReturnType<typeof createPageKit>;

/** Reads the link, removes its secret from the address bar and from the history, and returns the functions. */
export function createPageKit(window: PageWindow) {
  const { document, location, history } = window;
  const id = new URLSearchParams(location.search).get('id') ?? '';
  const secret = location.hash.slice(1);
  history.replaceState(null, '', location.href.replace(/#.*/s, ''));
  // the same link, opened again in this tab, changes the fragment only
  window.addEventListener('hashchange', () => location.reload());
  // anything else is not an id of ours, and goes nowhere
  const linkId = /^[\w-]{1,128}$/.test(id) ? id : '';
  const token = linkId !== '' && /^[\w-]{22}$/.test(secret) ? `${linkId}.${secret}` : undefined;

  const find = (name: string) => document.getElementById(name) as PageElement;

  function clear(): void {
    find('alert').hidden = true;
    for (const field of document.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
  }

  /** Shows one step of the page, and moves the focus to its heading. */
  function show(step: string): void {
    clear();
    for (const section of document.querySelectorAll('section')) section.hidden = section.id !== step;
    find(`${step}-title`).focus();
  }

  /** Announces a message, or the fault that a response describes, and moves the focus to its field. */
  function fail(reason: string | ApiAnswer, field?: PageElement): void {
    const { code = '', errors = [] } = typeof reason === 'string' ? { code: reason } : reason.body;
    const message = document.getElementById(`message-${code}`) ?? find('message-FAILED');
    find('message').textContent = message.textContent;
    find('details').textContent = errors.map(({ detail }) => detail).join('. ');
    find('alert').hidden = false;
    field?.setAttribute('aria-invalid', 'true');
    (field ?? find('alert')).focus();
  }

  /** Calls the API that serves this page. The address is relative: no text of the link changes where it leads. */
  async function call(method: string, path: string, { body, accessToken }: ApiCall): Promise<ApiAnswer> {
    try {
      const response = await window.fetch((location.pathname.endsWith('/') ? '../' : '') + path, {
        method,
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
        credentials: 'omit',
        redirect: 'error',
        keepalive: true,
      });
      const read = await response.json().catch(() => undefined);
      return { status: response.status, body: (read ?? {}) as AnswerBody };
    } catch {
      return { status: 0, body: {} };
    }
  }

  let isBusy = false;

  /** Runs an action at each event of its kind, unless another action is still running. */
  function on(type: 'click' | 'submit', name: string, action: () => Promise<void>): void {
    find(name).addEventListener(type, async (event) => {
      event.preventDefault();
      if (isBusy) return;
      isBusy = true;
      find('main').setAttribute('aria-busy', 'true');
      clear();
      try {
        await action();
      } finally {
        isBusy = false;
        find('main').removeAttribute('aria-busy');
      }
    });
  }

  /** Returns the text of a field. Returns undefined, and says so, when it is empty. */
  function read(name: string): string | undefined {
    const field = find(name);
    if (field.value !== '') return field.value;
    fail('EMPTY', field);
    return undefined;
  }

  /** Lets a checkbox show the password of the page. */
  function offerToShow(): void {
    const checkbox = find('show-password');
    checkbox.addEventListener('change', () => {
      find('password').type = checkbox.checked ? 'text' : 'password';
    });
  }

  return { linkId, token, find, show, fail, call, on, read, offerToShow };
}
