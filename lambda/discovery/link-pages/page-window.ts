/** The parts of a browser's window that the scripts of the pages use. The project has no types of browsers. */

/** An event. */
export interface PageEvent {
  preventDefault(): void;
}

/** An element. */
export interface PageElement {
  readonly id: string;
  hidden: boolean;
  textContent: string | null;
  /** Of fields. */
  value: string;
  /** Of fields. */
  type: string;
  /** Of checkboxes. */
  checked: boolean;
  focus(): void;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  addEventListener(type: 'click' | 'submit' | 'change', listener: (event: PageEvent) => unknown): void;
}

/** A response. */
export interface PageResponse {
  readonly status: number;
  json(): Promise<unknown>;
}

/** A window. */
export interface PageWindow {
  readonly document: {
    getElementById(id: string): PageElement | null;
    querySelectorAll(selector: string): Iterable<PageElement>;
  };
  readonly location: {
    readonly href: string;
    readonly pathname: string;
    readonly search: string;
    readonly hash: string;
    reload(): void;
  };
  readonly history: { replaceState(state: null, unused: string, url: string): void };
  fetch(url: string, init: Readonly<Record<string, unknown>>): Promise<PageResponse>;
  addEventListener(type: 'hashchange' | 'pagehide', listener: () => unknown): void;
}
