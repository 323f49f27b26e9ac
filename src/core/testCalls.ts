// All that is loaded when the first call is made, in one bundle.
import { readCallDocument } from './callDocument.ts';
import { checkBody, checkValue, readValue, sampleBody } from './checkInput.ts';
import { filesOf, inputOf } from './documentInput.ts';
import { previewCall } from './previewCall.ts';
import { previewRequest } from './previewRequest.ts';
import { safeOperation } from './safeOperation.ts';
import { sampleCall } from './sampleCall.ts';
import { signIn } from './signIn.ts';
import { runSweep } from './sweep.ts';
import { toJUnit, toSweepJson } from './sweepReport.ts';
import { testCall } from './testCall.ts';
import { toCurl } from './toCurl.ts';
import { toHar } from './toHar.ts';

export const testCalls = {
  ...{ testCall, previewCall, signIn, previewRequest, toCurl, toHar },
  ...{ readCallDocument, filesOf, inputOf, sampleCall },
  ...{ runSweep, safeOperation, toJUnit, toSweepJson },
  ...{ checkBody, checkValue, readValue, sampleBody },
};
export type TestCalls = typeof testCalls;
