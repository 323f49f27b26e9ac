// Why something that was asked for cannot be done.

/** Its message is a sentence for the user; it is no fault of the extension, so its stack would tell nobody anything. */
export class ExpectedError extends Error {}
