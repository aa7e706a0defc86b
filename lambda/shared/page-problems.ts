/** The public text of the errors about the forms of hosted pages, as in lambda/factor-problems.ts. Pure data. */
export const pageProblems = {
  FOREIGN_FORM: {
    status: 403,
    title: 'Forbidden',
    detail: 'The form was not sent by a page of this service.',
  },
  FORM_EXPIRED: {
    status: 403,
    title: 'Forbidden',
    detail: 'The form has expired. Open the page again.',
  },
} as const;

/** The code of an error about a form. */
export type PageProblemCode = keyof typeof pageProblems;
