// Keys that the workbench acts on by itself, whatever has the focus in the page.

const isCommand = ({ ctrlKey, metaKey, altKey, key }: KeyboardEvent, ...keys: readonly string[]): boolean =>
  (ctrlKey || metaKey) && !altKey && keys.includes(key.toLowerCase());

export const isSave = (event: KeyboardEvent): boolean => isCommand(event, 's');

/** Undo and Redo are the document's. Of a text that the document does not have yet, `isOwn`, they are the browser's. */
export function keepUndo(input: HTMLElement, isOwn: () => boolean): void {
  input.addEventListener('keydown', (event) => {
    if (isCommand(event, 'z', 'y') && isOwn()) event.stopPropagation();
  });
}
