/** The environment variables of hosted pages, which several functions read. */
import { optionalText } from './variable';

export const pageVariables = {
  /** The origin of the pages, such as `https://id.example.com`. Empty in a stage without pages. */
  pagesOrigin: optionalText('PAGES_ORIGIN'),
  /**
   * The apps that users sign in to through the pages, as JSON: a list of `{ id, redirectUris }`. Empty in a stage
   * without pages.
   */
  pageClients: optionalText('PAGE_CLIENTS'),
} as const;
