// Every command of the extension by its id in one table.
import { addSyslog } from './commands/addSyslog.ts';
import { clearCalls, clearCallsFilter, filterCalls } from './commands/filterCalls.ts';
import { clearFilter, filter } from './commands/filter.ts';
import { cloneIntegration } from './commands/cloneIntegration.ts';
import { connectPlatform } from './commands/connectPlatform.ts';
import { pullIntegrations } from './commands/pullIntegrations.ts';
import { pushIntegrations } from './commands/pushIntegrations.ts';
import { compareHomes } from './commands/compareHomes.ts';
import { undoSync } from './commands/undoSync.ts';
import { editEnvironments } from './commands/editEnvironments.ts';
import { copyAsCurl } from './commands/copyAsCurl.ts';
import { compareCall } from './commands/compareCall.ts';
import { copyCallAsCurl, copyCallAsHar } from './commands/copyCall.ts';
import { copyOperationPath } from './commands/copyOperationPath.ts';
import { deleteIntegration } from './commands/deleteIntegration.ts';
import { disconnectPlatform } from './commands/disconnectPlatform.ts';
import { editConnection } from './commands/editConnection.ts';
import { exportSecretNames } from './commands/exportSecretNames.ts';
import { exportSweep } from './commands/exportSweep.ts';
import { forgetSecret } from './commands/forgetSecret.ts';
import { forgetToken } from './commands/forgetToken.ts';
import { getStarted } from './commands/getStarted.ts';
import { ignoreEnvFile } from './commands/ignoreEnvFile.ts';
import { importModel } from './commands/importModel.ts';
import { moveAllSecrets } from './commands/moveAllSecrets.ts';
import { moveConnectionDown, moveConnectionUp } from './commands/moveConnection.ts';
import { moveSecret } from './commands/moveSecret.ts';
import { newCall } from './commands/newCall.ts';
import { newIntegration } from './commands/newIntegration.ts';
import { openAdvancedView, openForm } from './commands/openFaces.ts';
import { openLog } from './commands/openLog.ts';
import { openModel } from './commands/openModel.ts';
import { previewCall } from './commands/previewCall.ts';
import { previewLog } from './commands/previewLog.ts';
import { refresh } from './commands/refresh.ts';
import { removeConnection } from './commands/removeConnection.ts';
import { repairReplacement } from './commands/repairReplacement.ts';
import { restoreDeleted } from './commands/restoreDeleted.ts';
import { retryConnection } from './commands/retryConnection.ts';
import { renameIntegration } from './commands/renameIntegration.ts';
import { revealInTree } from './commands/revealInTree.ts';
import { rotateSecret } from './commands/rotateSecret.ts';
import { saveResponseBody } from './commands/saveResponseBody.ts';
import { sendCall } from './commands/sendCall.ts';
import { sendSyslogTest } from './commands/sendSyslogTest.ts';
import { setLogLevel } from './commands/setLogLevel.ts';
import { runCallAgain } from './commands/runCallAgain.ts';
import { showCall, showCalls } from './commands/showCall.ts';
import { showLog } from './commands/showLog.ts';
import { showModelDetails } from './commands/showModelDetails.ts';
import { setSecret } from './commands/setSecret.ts';
import { showResponse } from './commands/showResponse.ts';
import { showSecrets } from './commands/showSecrets.ts';
import { signIn } from './commands/signIn.ts';
import { testAll } from './commands/testAll.ts';
import { testCall } from './commands/testCall.ts';
import { testCallWithScheme } from './commands/testCallWithScheme.ts';
import { trustCertificate } from './commands/trustCertificate.ts';
import { validateModel } from './commands/validateModel.ts';
import { updateModel } from './commands/updateModel.ts';
import type { Face } from './face.ts';

/** What a command is given: a node of the tree, a document's URI, or nothing (the palette). */
export type Command = (face: Face, ...args: readonly unknown[]) => Promise<void> | void;

export const commands: Readonly<Record<string, Command>> = {
  addSyslog,
  clearCalls,
  clearCallsFilter,
  clearFilter,
  cloneIntegration,
  connectPlatform,
  copyAsCurl,
  compareCall,
  copyCallAsCurl,
  copyCallAsHar,
  copyOperationPath,
  deleteIntegration,
  disconnectPlatform,
  editConnection,
  exportSecretNames,
  editEnvironments,
  undoSync,
  compareHomes,
  pushIntegrations,
  pullIntegrations,
  exportSweep,
  filter,
  filterCalls,
  forgetSecret,
  forgetToken,
  getStarted,
  ignoreEnvFile,
  importModel,
  moveAllSecrets,
  moveConnectionDown,
  moveConnectionUp,
  moveSecret,
  newCall,
  newIntegration,
  openAdvancedView,
  openForm,
  openLog,
  openModel,
  previewCall,
  previewLog,
  refresh,
  removeConnection,
  repairReplacement,
  restoreDeleted,
  retryConnection,
  renameIntegration,
  revealInTree,
  rotateSecret,
  saveResponseBody,
  sendCall,
  sendSyslogTest,
  setLogLevel,
  runCallAgain,
  setSecret,
  showCall,
  showCalls,
  showLog,
  showModelDetails,
  showResponse,
  showSecrets,
  signIn,
  testAll,
  testCall,
  testCallWithScheme,
  trustCertificate,
  updateModel,
  validateModel,
};
