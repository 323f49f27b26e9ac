// OpenSSL's own server: unlike Node's it says by an alert of TLS 1.3 that it misses a client certificate.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasOpenssl = (): boolean => spawnSync('openssl', ['version']).status === 0;

export interface OpensslServer {
  readonly port: number;
  readonly stop: () => void;
}

/** Wants a certificate of `authority`; everything in PEM. */
export async function startOpenssl(own: { cert: string; key: string }, authority: string): Promise<OpensslServer> {
  const folder = mkdtempSync(join(tmpdir(), 'openssl-'));
  const at = (name: string): string => join(folder, `${name}.pem`);
  for (const [name, text] of Object.entries({ ...own, authority })) writeFileSync(at(name), text);
  const files = ['-cert', at('cert'), '-key', at('key'), '-CAfile', at('authority')];
  const wants = ['-tls1_3', '-Verify', '1', '-verify_return_error', '-www'];
  const child = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...files, ...wants]);
  const stop = (): void => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const port = await new Promise<number>((found, failed) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const listening = /^ACCEPT \S+:(\d+)\s/m.exec(said)?.[1];
      if (listening !== undefined) found(Number(listening));
    });
    child.stderr.resume();
    child.once('error', failed).once('close', () => failed(new Error(said)));
  });
  return { port, stop };
}
