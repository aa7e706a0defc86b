/**
 * The script of the forms. The page holds the text of this function, so that it may use nothing from outside it.
 */
import type { PageElement, PageWindow } from './page-window';

/** What the script of the passkeys needs of it. */
export type FormKit = ReturnType<typeof runForms>;

/**
 * Focuses what went wrong, lets passwords be shown, checks fields before a form is sent, and sends a form once. Forms
 * work without all of it.
 */
export function runForms(window: Pick<PageWindow, 'document' | 'addEventListener'>) {
  const { document } = window;
  const texts = document.body.dataset;

  /** Removes the message under a field. */
  function clear(field: PageElement): void {
    const fault = document.getElementById(`${field.id}-inline`);
    if (!fault) return;
    fault.remove();
    field.removeAttribute('aria-invalid');
    const others = (field.getAttribute('aria-describedby') ?? '').replace(`${field.id}-inline`, '').trim();
    if (others === '') field.removeAttribute('aria-describedby');
    else field.setAttribute('aria-describedby', others);
  }

  /** Shows a message under a field. */
  function mark(field: PageElement, message: string): void {
    clear(field);
    const fault = document.createElement('p');
    fault.id = `${field.id}-inline`;
    fault.className = 'error';
    fault.textContent = message;
    const parent = field.parentElement;
    (parent.className === 'field' ? parent : parent.parentElement).append(fault);
    field.setAttribute('aria-invalid', 'true');
    const others = field.getAttribute('aria-describedby') ?? '';
    field.setAttribute('aria-describedby', `${others} ${fault.id}`.trim());
  }

  /** Checks fields, marks each fault, and focuses the first one. Returns whether there was none. */
  function check(fields: Iterable<PageElement>): boolean {
    let first: PageElement | undefined;
    for (const field of fields) {
      const { valueMissing, tooShort } = field.validity;
      if (!valueMissing && !tooShort) continue;
      mark(field, (valueMissing ? (field.dataset.empty ?? texts.empty) : texts.short) ?? '');
      first ??= field;
    }
    first?.focus();
    return !first;
  }

  (
    document.querySelector('[aria-invalid]') ??
    document.querySelector('[role=alert]:not([hidden]),[role=status]')
  )?.focus();

  for (const button of document.querySelectorAll('[data-shows]')) {
    const field = document.getElementById(button.dataset.shows ?? '');
    button.hidden = false;
    button.addEventListener('click', () => {
      if (!field) return;
      field.type = field.type === 'password' ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(field.type === 'text'));
    });
  }

  for (const form of document.querySelectorAll('form')) {
    const fields = [...form.querySelectorAll('input:not([type=hidden])')];
    for (const field of fields) field.addEventListener('input', () => clear(field));
    form.noValidate = true;
    form.addEventListener('submit', (event) => {
      if (form.dataset.passkey !== undefined) return;
      if (form.dataset.sent !== undefined || !check(fields)) return event.preventDefault();
      if (form.dataset.stays !== undefined) return;
      form.dataset.sent = '';
      form.setAttribute('aria-busy', 'true');
    });
  }

  // a page that the browser shows again
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) {
      form.removeAttribute('data-sent');
      form.removeAttribute('aria-busy');
    }
  });

  return { check };
}
