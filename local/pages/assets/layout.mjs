/** A layout of Swagger UI: its parts in the main element of the page, with nothing to choose that there is one of. */

export const LAYOUT = 'LocalLayout';

/** The plugin that has the layout. */
export function addLayout({ React: { createElement } }) {
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
      loaded && part('operations'),
    );
  };
  return { components: { [LAYOUT]: Layout, InfoUrl: () => null } };
}
