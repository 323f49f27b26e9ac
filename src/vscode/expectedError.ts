// Why something that was asked for cannot be done.
import type * as vscode from 'vscode';

/**
 * Its message is a sentence for the user; it is no fault of the extension, so its stack would tell nobody anything.
 * `wayOut` is offered as a button.
 */
export class ExpectedError extends Error {
  override readonly name = 'ExpectedError';

  constructor(
    message: string,
    readonly wayOut?: vscode.Command,
  ) {
    super(message);
  }
}

/** By its name, because each bundle has a class of its own. */
export const isExpected = (error: unknown): error is ExpectedError =>
  error instanceof Error && error.name === 'ExpectedError';
