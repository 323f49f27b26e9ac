// All that is loaded when the first call is made, in one bundle.
import { readCallDocument } from '../callDocuments/callDocument.ts';
import { checkAnswerBody } from './checkAnswerBody.ts';
import { checkBody, checkValue, readValue, sampleBody } from '../requests/checkInput.ts';
import { filesOf, inputOf } from './documentInput.ts';
import { previewCall } from './previewCall.ts';
import { previewRequest } from '../requests/previewRequest.ts';
import { safeOperation } from './safeOperation.ts';
import { sampleCall } from '../callDocuments/sampleCall.ts';
import { signIn } from './signIn.ts';
import { runSweep } from './sweep.ts';
import { toJUnit, toSweepJson } from './sweepReport.ts';
import { testCall } from './testCall.ts';
import { toCurl } from '../requests/toCurl.ts';
import { toHar } from '../requests/toHar.ts';

export const testCalls = {
  ...{ testCall, previewCall, signIn, previewRequest, toCurl, toHar },
  ...{ readCallDocument, filesOf, inputOf, sampleCall },
  ...{ runSweep, safeOperation, toJUnit, toSweepJson },
  ...{ checkAnswerBody, checkBody, checkValue, readValue, sampleBody },
};
export type TestCalls = typeof testCalls;
