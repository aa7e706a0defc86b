/**
 * A plugin of Swagger UI that folds the curl command of a call. With its token it is longer than the
 * response.
 */

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
