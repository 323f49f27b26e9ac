// A reading as text in lines: the form in which it travels from the worker and is kept on disk, read back bit by bit.
import type { Operation } from '../model.ts';
import type { DocumentReading } from './modelReader.ts';
import type { Note } from '../note.ts';

/** Operations of one line: about a hundred kilobytes, parsed in half a millisecond. */
const perLine = 500;

/** First everything but the operations, then the operations in lines of bounded length. */
export function writeIndex(reading: DocumentReading): string {
  const { operations } = reading.model;
  const lines = [JSON.stringify({ ...reading, model: { ...reading.model, operations: [] } })];
  for (let start = 0; start < operations.length; start += perLine) {
    lines.push(JSON.stringify(operations.slice(start, start + perLine)));
  }
  return lines.join('\n');
}

/** The text with notes that came later. */
export function addNotes(text: string, notes: readonly Note[]): string {
  if (notes.length === 0) return text;
  const end = endOfLine(text, 0);
  const head = JSON.parse(text.slice(0, end)) as DocumentReading;
  return JSON.stringify({ ...head, notes: [...head.notes, ...notes] }) + text.slice(end);
}

/** `pause` lets others have their turn between two lines. */
export async function readIndex(text: string, pause: () => Promise<void>): Promise<DocumentReading> {
  const end = endOfLine(text, 0);
  const { model, ...reading } = JSON.parse(text.slice(0, end)) as DocumentReading;
  const operations: Operation[] = [];
  for (let start = end + 1; start < text.length; start = endOfLine(text, start) + 1) {
    if (operations.length > 0) await pause();
    operations.push(...(JSON.parse(text.slice(start, endOfLine(text, start))) as Operation[]));
  }
  return { ...reading, model: { ...model, operations } };
}

function endOfLine(text: string, start: number): number {
  const index = text.indexOf('\n', start);
  return index < 0 ? text.length : index;
}
