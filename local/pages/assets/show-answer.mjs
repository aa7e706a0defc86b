/** A plugin of Swagger UI: an answer that arrives below the edge of the window is scrolled into sight, once. */

export function showAnswer({ React: { createElement, useEffect, useRef } }) {
  const seen = new WeakSet();

  function InSight({ response, children }) {
    const box = useRef(null);
    useEffect(() => {
      // a route that is closed and opened again still has its last answer
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
