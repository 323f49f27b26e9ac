// Types for the parts of undici that we load by path: its index would install itself as the process-wide dispatcher.
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  export default Client;
}
