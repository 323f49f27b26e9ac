// Takes a certificate or key from a file: dropped on the field, chosen, or pasted as text.
import * as l10n from '@vscode/l10n';
import type { Path } from '../../src/core/pointer.ts';
import { make } from '../dom.ts';
import { button, type PushButton } from '../toolkit.ts';
import type { Actions } from './control.ts';

export interface FileTaker {
  /** The button that lets the user choose a file, with words about dropping one. */
  readonly element: HTMLElement;
  setLocked(locked: boolean): void;
}

/** `zone` is where a file may be dropped or PEM text pasted. */
export function takeFiles(zone: HTMLElement, path: Path, { edits }: Actions): FileTaker {
  const choose: PushButton = button({ label: l10n.t('Choose File…'), appearance: 'secondary' }, () =>
    edits.put(path, { type: 'file' }, 'once'),
  );
  const hint = make('span', { class: 'hint' }, l10n.t('or drop a PEM, DER or PKCS #12 file here (hold Shift)'));
  const element = make('div', { class: 'file' }, choose.element, hint);
  let isLocked = false;
  const put = (file: { readonly data?: string; readonly uri?: string }): void =>
    edits.put(path, { type: 'file', ...file }, 'once');
  zone.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (isLocked || !text.includes('-----BEGIN ')) return;
    event.preventDefault();
    put({ data: toBase64(new TextEncoder().encode(text)) });
  });
  onDrop(zone, () => !isLocked, put);
  return {
    element,
    setLocked(locked) {
      isLocked = element.hidden = locked;
    },
  };
}

type Put = (file: { readonly data?: string; readonly uri?: string }) => void;

function onDrop(zone: HTMLElement, isOpen: () => boolean, put: Put): void {
  const mark = (over: boolean): void => void zone.classList.toggle('dropping', over);
  zone.addEventListener('dragover', (event) => {
    if (!isOpen()) return;
    event.preventDefault();
    mark(true);
  });
  zone.addEventListener('dragleave', () => mark(false));
  zone.addEventListener('drop', (event) => {
    mark(false);
    if (!isOpen() || !event.dataTransfer) return;
    event.preventDefault();
    void takeDropped(event.dataTransfer, put);
  });
}

/** From the desktop comes the file itself, from the Explorer of the editor its address. */
async function takeDropped(data: DataTransfer, put: Put): Promise<void> {
  const [file] = data.files;
  if (file) {
    put({ data: toBase64(new Uint8Array(await file.arrayBuffer())) });
    return;
  }
  const [uri] = data
    .getData('text/uri-list')
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (uri !== undefined) put({ uri });
}

const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
