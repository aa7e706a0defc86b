/**
 * A layout of Swagger UI: its parts in the main element of the page, without choices that have only one
 * option.
 */

import { findBearerSchemes } from './offer-token.mjs';

export const LAYOUT = 'LocalLayout';

const HINT =
  'Sign up or sign in first. If a response contains an access token, a button adds the token to all later calls.';

/** The plugin with the layout. */
export function addLayout(system) {
  const { createElement } = system.React;
  const Layout = ({ getComponent, specSelectors }) => {
    const part = (name, className) =>
      createElement('div', { className }, createElement(getComponent(name, true)));
    const loaded = specSelectors.loadingStatus() === 'success';
    return createElement(
      'div',
      { className: 'swagger-ui' },
      createElement(getComponent('SvgAssets')),
      part('errors'),
      loaded && part('InfoContainer'),
      loaded && specSelectors.securityDefinitions() && part('AuthorizeBtnContainer', 'authorization'),
      loaded && findBearerSchemes(system).length > 0 && createElement('p', { className: 'hint' }, HINT),
      loaded && part('operations'),
    );
  };
  return { components: { [LAYOUT]: Layout, InfoUrl: () => null } };
}
