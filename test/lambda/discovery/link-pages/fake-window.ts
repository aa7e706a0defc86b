/** A browser's window for the scripts of the pages: the elements of a rendered page, and an API that answers. */
import type {
  PageElement,
  PageEvent,
  PageResponse,
  PageWindow,
} from '../../../../lambda/discovery/link-pages/page-window';

/** A request that a page has sent. */
export interface SentCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly init: Readonly<Record<string, unknown>>;
}

/** The response to a request; undefined when the connection breaks. */
export type Answering = (call: SentCall) => { readonly status: number; readonly json?: unknown } | undefined;

/** An element with what a test needs to act on it. */
export interface FakeElement extends PageElement {
  readonly tag: string;
  readonly attributes: Map<string, string>;
  /** Runs the listeners of an event, and waits for them. */
  emit(type: string): Promise<void>;
}

/** A window with a test's view of it. */
export interface FakeWindow extends PageWindow {
  readonly calls: SentCall[];
  /** The URLs that replaced the page's entry in the history. */
  readonly replaced: string[];
  reloads: number;
  element(id: string): FakeElement;
  /** The element with the focus. */
  focused(): string | undefined;
  /** The ids of the sections that are visible. */
  visible(): readonly string[];
  /** The visible message with its details; undefined when there is none. */
  alert(): string | undefined;
  emit(type: string): Promise<void>;
  submit(form: string, values: Readonly<Record<string, string>>): Promise<void>;
}

/** Creates a window that shows a rendered page. */
export function createFakeWindow(html: string, href: string, answer: Answering): FakeWindow {
  const url = new URL(href);
  const calls: SentCall[] = [];
  const replaced: string[] = [];
  const listeners = new Map<string, (() => unknown)[]>();
  let focused: string | undefined;

  function createElement(tag: string, markup: string, text: string): FakeElement {
    const attributes = new Map(
      [...markup.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const id = attributes.get('id') ?? '';
    const own = new Map<string, ((event: PageEvent) => unknown)[]>();
    return {
      tag,
      attributes,
      id,
      hidden: /\shidden(\s|$)/.test(markup),
      textContent: text,
      value: '',
      type: attributes.get('type') ?? '',
      checked: false,
      focus: () => {
        focused = id;
      },
      setAttribute: (name, value) => attributes.set(name, value),
      removeAttribute: (name) => attributes.delete(name),
      addEventListener: (type, listener) => own.set(type, [...(own.get(type) ?? []), listener]),
      emit: async (type) => {
        for (const listener of own.get(type) ?? []) await listener({ preventDefault: () => undefined });
      },
    };
  }

  const elements = [...html.matchAll(/<(\w+)(\s[^>]*\bid="[^>]*)>([^<]*)/g)].map(
    ([, tag = '', markup = '', text = '']) => createElement(tag, markup, text),
  );
  const element = (id: string) => {
    const found = elements.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`The page has no element ${id}`);
    return found;
  };

  const window: FakeWindow = {
    calls,
    replaced,
    reloads: 0,
    element,
    focused: () => focused,
    visible: () => elements.filter(({ tag, hidden }) => tag === 'section' && !hidden).map(({ id }) => id),
    alert: () =>
      element('alert').hidden
        ? undefined
        : `${element('message').textContent} ${element('details').textContent}`.trim(),
    document: {
      getElementById: (id) => elements.find((candidate) => candidate.id === id) ?? null,
      querySelectorAll: (selector) =>
        selector === 'section'
          ? elements.filter(({ tag }) => tag === 'section')
          : elements.filter(({ attributes }) => attributes.has(selector.slice(1, -1))),
    },
    location: {
      href,
      pathname: url.pathname,
      search: url.search,
      hash: url.hash,
      reload: () => {
        window.reloads++;
      },
    },
    history: { replaceState: (_state, _unused, to) => replaced.push(to) },
    fetch: async (to, init): Promise<PageResponse> => {
      const { method, headers, body } = init as Pick<SentCall, 'method' | 'headers'> & { body?: string };
      const call = { method, url: to, headers, body: body && JSON.parse(body), init };
      calls.push(call);
      const answered = answer(call);
      if (!answered) throw new TypeError('Failed to fetch');
      const { status, json } = answered;
      return {
        status,
        json: async () => {
          if (json === undefined) throw new SyntaxError('Unexpected end of JSON input');
          return json;
        },
      };
    },
    addEventListener: (type, listener) => listeners.set(type, [...(listeners.get(type) ?? []), listener]),
    emit: async (type) => {
      for (const listener of listeners.get(type) ?? []) await listener();
    },
    submit: async (form, values) => {
      for (const [id, value] of Object.entries(values)) element(id).value = value;
      await element(form).emit('submit');
    },
  };
  return window;
}
