/**
 * A plugin of Swagger UI that adds a button to responses with an access token. The button adds the token to
 * all further calls.
 */

/** Reads the `access_token` of a response: RFC 6749 section 5.1. */
function readAccessToken(response) {
  try {
    const token = JSON.parse(response.get('text')).access_token;
    return typeof token === 'string' && token !== '' ? token : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the names of the security schemes with a bearer token. */
export function findBearerSchemes(system) {
  const schemes = system.specSelectors.specJson().getIn(['components', 'securitySchemes']);
  return Object.entries(schemes?.toJS() ?? {})
    .filter(([, { type, scheme }]) => type === 'http' && String(scheme).toLowerCase() === 'bearer')
    .map(([name]) => name);
}

function createOffer(system) {
  const { createElement, useState } = system.React;
  return function Offer({ token, schemes }) {
    const [used, setUsed] = useState(false);
    const use = () => {
      for (const name of schemes) system.preauthorizeApiKey(name, token);
      setUsed(true);
    };
    const text = used ? 'All later calls carry it.' : 'This response contains an access token.';
    return createElement(
      'div',
      { className: 'token-offer' },
      createElement('p', { role: 'status' }, text),
      createElement('button', { type: 'button', className: 'btn', onClick: use }, 'Use it for all calls'),
    );
  };
}

export function offerToken(system) {
  const { createElement, Fragment } = system.React;
  const Offer = createOffer(system);
  return {
    wrapComponents: {
      liveResponse: (Answer) => (props) => {
        const token = props.response && readAccessToken(props.response);
        const schemes = token ? findBearerSchemes(system) : [];
        const offer = schemes.length > 0 && createElement(Offer, { key: token, token, schemes });
        return createElement(Fragment, null, offer, createElement(Answer, props));
      },
    },
  };
}
