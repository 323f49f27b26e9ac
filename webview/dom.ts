// Makes DOM elements and changes them in place: text stays text, and what has not changed is not touched.

export type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** A piece of the page: an element, and how to draw a newer value into it. */
export interface Part<T> {
  readonly element: HTMLElement;
  show(value: T): void;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) element.removeAttribute(name);
    else if (value !== element.getAttribute(name)) element.setAttribute(name, value === true ? '' : value);
  }
}

/** Shows a text, or hides the element when there is none. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = text === '';
}

/** A codicon; always decoration, the words beside it or the button's label say what it means. */
export function icon(name: string): HTMLElement {
  return make('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });
}

/**
 * Keeps one child of `parent` per value. A value with a known key keeps its element, so focus, caret and scroll survive;
 * a part is drawn only when it is in the page, because the element library makes its inner elements there.
 */
export function listIn<T>(parent: HTMLElement, keyOf: (value: T) => string, create: (value: T) => Part<T>) {
  let parts = new Map<string, Part<T>>();
  return (values: readonly T[]): void => {
    const known = parts;
    parts = new Map(values.map((value) => [keyOf(value), known.get(keyOf(value)) ?? create(value)]));
    for (const [key, part] of known) if (!parts.has(key)) part.element.remove();
    placeInOrder(
      parent,
      [...parts.values()].map((part) => part.element),
    );
    for (const value of values) parts.get(keyOf(value))?.show(value);
  };
}

function placeInOrder(parent: HTMLElement, elements: readonly HTMLElement[]): void {
  let next = parent.firstChild;
  for (const element of elements) {
    if (element === next) next = element.nextSibling;
    else parent.insertBefore(element, next);
  }
}
