'use strict';
// Plain JavaScript in place of VS Code's native watchdog: ends the extension host when the server that started it is gone.
const process = require('node:process');
const { setInterval } = require('node:timers');

exports.start = (parent) => {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(87);
    }
  }, 3000).unref();
};
exports.exit = (code) => process.exit(code);
