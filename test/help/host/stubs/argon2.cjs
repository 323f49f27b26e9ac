'use strict';
// In place of the native password hash: this server asks for no password and hears loopback alone.
exports.hash = exports.verify = () => Promise.reject(new Error('There are no passwords here.'));
