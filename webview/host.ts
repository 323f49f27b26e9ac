// The page's side of the conversation with the extension host: questions with answers, snapshots, and kept state.
import * as l10n from '@vscode/l10n';
import { readToHost, readToWebview, type Answer, type Reveal, type Snapshot, type ToHost } from '../src/protocol.ts';

/** Everything the page says to the host, without its number. */
export type Question = Unnumbered<Exclude<ToHost, { type: 'ready' }>>;
type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

export interface Host {
  /** Never rejects: a question that cannot be asked or gets no answer is a failed answer. */
  ask(question: Question): Promise<Answer>;
  /** Starts the conversation. */
  listen(receive: (message: Snapshot | Reveal) => void): void;
  getState(): unknown;
  setState(state: unknown): void;
}

interface VsCodeApi {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** An edit is applied at once; a command, a file or a secret may wait for the user, so these have no limit. */
const longestEdit = 15_000;
const edits: readonly ToHost['type'][] = ['set', 'reset', 'paste', 'choose', 'items', 'entries'];

export function connectHost(): Host {
  const api = acquireVsCodeApi();
  const asked = new Map<number, (answer: Answer) => void>();
  return {
    ask: (question) => ask(api, asked, question),
    listen(receive) {
      window.addEventListener('message', ({ data }) => {
        const message = readToWebview(data);
        if (message?.type === 'answer') asked.get(message.id)?.(message);
        else if (message) receive(message);
      });
      api.postMessage({ type: 'ready' });
    },
    getState: () => api.getState(),
    setState: (state) => api.setState(state),
  };
}

/** Starts where no earlier page of this editor can have been: a late answer to that page must not be taken for ours. */
let lastId = Date.now();

function ask(api: VsCodeApi, asked: Map<number, (answer: Answer) => void>, question: Question): Promise<Answer> {
  const id = ++lastId;
  const fail = (message: string): Answer => ({ type: 'answer', id, ok: false, message });
  const message = readToHost({ ...question, id });
  if (!message) return Promise.resolve(fail(l10n.t('This text is too long for a field.')));
  return new Promise((resolve) => {
    const noAnswer = () => settle(fail(l10n.t('The editor gave no answer. Check whether the value was saved.')));
    const timer = edits.includes(message.type) ? setTimeout(noAnswer, longestEdit) : undefined;
    const settle = (answer: Answer): void => {
      clearTimeout(timer);
      asked.delete(id);
      resolve(answer);
    };
    asked.set(id, settle);
    api.postMessage(message);
  });
}
