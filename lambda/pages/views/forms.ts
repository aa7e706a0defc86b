/** Writes forms. Each carries its action and the token of the page. */
import { type Html, html } from '../html';
import type { PageModel } from '../page-model';
import { type Field, isInvalid, writeField } from './fields';
import { writeAlert } from './messages';
import type { View } from './view';

/** A path that takes forms. */
export type FormPath =
  | '/sign-in'
  | '/second-factor'
  | '/second-factor/enrolment'
  | '/sign-up'
  | '/forgot-password'
  | '/confirm'
  | '/account'
  | '/account/factors';

/** A form. */
export interface Form {
  readonly to: FormPath;
  /** The operation that it asks for. */
  readonly action: string;
  /** @default [] */
  readonly fields?: readonly Field[];
  /** Hidden fields. @default - none */
  readonly hidden?: Readonly<Record<string, string>>;
  readonly button: string;
  /** The name of the button for screen readers, where its text is repeated. @default - its text */
  readonly buttonName?: string | undefined;
  /** The look of the button. @default - the main one */
  readonly look?: 'second' | 'danger';
  /** The item of a list that the form is about, which is also its field `id`. @default - none */
  readonly item?: { readonly id: string; readonly index: number };
  /** Whether the page stays after the form is sent. @default false */
  readonly stays?: boolean;
  /** Markup before the fields. @default - none */
  readonly more?: Html;
}

/** Writes a hidden field. */
export const hiddenField = (name: string, value: string) =>
  html`<input type="hidden" name="${name}" value="${value}">`;

/** Writes the hidden fields that all forms have. */
export const commonFields = ({ csrf, returnTo }: View, action: string) => [
  hiddenField('csrf', csrf),
  hiddenField('action', action),
  returnTo !== undefined && hiddenField('return_to', returnTo),
];

/** Whether a form shows the problem of the page. The first form of a page shows a problem that names none. */
function claimProblem({ problem, values, alert, isSectioned }: View, { action, item }: Form): boolean {
  if (!problem || alert.isShown) return false;
  const isOwn =
    problem.action === undefined
      ? !isSectioned
      : problem.action === action && (item === undefined || item.id === values.id);
  if (isOwn) alert.isShown = true;
  return isOwn;
}

/** Writes a form, with the problem of the page if it is about this form. */
export function writeForm(view: View, form: Form): Html {
  const { to, action, fields = [], hidden = {}, button, item } = form;
  const { problem } = view;
  const isRefused = claimProblem(view, form);
  const scope = { view, key: item ? `${action}-${item.index}` : action, isRefused };
  const first = fields.find(({ name }) => isInvalid(scope, name));
  return html`<form method="post" action="${to}"${form.stays && html` data-stays`}>${commonFields(view, action)}${
    item && hiddenField('id', item.id)
  }${Object.entries(hidden).map(([name, value]) => hiddenField(name, value))}${
    isRefused && problem && writeAlert(view, problem, first === undefined)
  }${form.more}${fields.map((field) => writeField(scope, field, field === first))}<button type="submit"${
    form.look !== undefined && html` class="${form.look}"`
  }${form.buttonName !== undefined && html` aria-label="${form.buttonName}"`}>${button}</button></form>`;
}

/** Returns the path of a page of sign-in, which leads on to where this one leads. */
export function linkTo({ returnTo }: Pick<View, 'returnTo'>, path: FormPath): string {
  return returnTo === undefined ? path : `${path}?return_to=${encodeURIComponent(returnTo)}`;
}

/** Returns the member of a model that some pages have. */
export const returnToOf = (model: PageModel) => ('returnTo' in model ? model.returnTo : undefined);
