/** A plugin of Swagger UI that scrolls a new response into view, once. */

export function showAnswer({ React: { createElement, useEffect, useRef } }) {
  const seen = new WeakSet();

  function InSight({ response, children }) {
    const box = useRef(null);
    useEffect(() => {
      // A route that is closed and opened again still shows its last response.
      if (seen.has(response)) return;
      seen.add(response);
      box.current.scrollIntoView({ block: 'nearest' });
    }, [response]);
    return createElement('div', { className: 'answer', ref: box }, children);
  }

  return {
    wrapComponents: {
      liveResponse: (Answer) => (props) =>
        createElement(InSight, { response: props.response }, createElement(Answer, props)),
    },
  };
}
