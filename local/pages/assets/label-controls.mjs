/** Adds names, roles and levels that Swagger UI lacks, for users of screen readers. */

/** Attributes by selector. The names are the visible words of the buttons. */
const ATTRIBUTES = [
  ['textarea.body-param__text', { 'aria-label': 'Request body' }],
  ['.examples-select-element', { 'aria-label': 'Example' }],
  [
    '.json-schema-2020-12-accordion:has(> .json-schema-2020-12-accordion__children:empty)',
    { 'aria-label': 'Members' },
  ],
  ['.close-modal', { 'aria-label': 'Close' }],
  ['.modal-btn.authorize', { 'aria-label': 'Authorize' }],
  ['.modal-btn[aria-label="Remove authorization"]', { 'aria-label': 'Logout' }],
  ['.responses-table[role="region"]', { role: 'table' }],
  ['.opblock-tag, .modal-ux-header h3', { 'aria-level': '2' }],
  ['.opblock-body h4, .modal-ux-content h4', { 'aria-level': '3' }],
  ['.opblock-body h5, .modal-ux-content h6', { 'aria-level': '4' }],
];

function label(container) {
  for (const [selector, attributes] of ATTRIBUTES) {
    for (const element of container.querySelectorAll(selector)) {
      for (const [name, value] of Object.entries(attributes)) {
        // Setting an unchanged value would trigger the observer again.
        if (element.getAttribute(name) !== value) element.setAttribute(name, value);
      }
    }
  }
}

/** Labels the controls of a container, including those that are added later. */
export function labelControls(container) {
  new MutationObserver(() => label(container)).observe(container, { childList: true, subtree: true });
}
