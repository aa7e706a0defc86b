/** A plugin of Swagger UI: the curl command of a call is folded, since with its token it is longer than the answer. */

export function foldCommand({ React: { createElement } }) {
  return {
    wrapComponents: {
      curl: (Command) => (props) =>
        createElement(
          'details',
          { className: 'command' },
          createElement('summary', null, 'The same call with curl'),
          createElement(Command, props),
        ),
    },
  };
}
