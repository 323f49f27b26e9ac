// Serves the built details page on loopback the way the extension host hands it to VS Code: same skeleton, same policy.
import { createServer, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from '../help/paths.mjs';
import themes from './themes.json';

export type Theme = keyof typeof themes;
export const themeNames = Object.keys(themes) as Theme[];

export interface Site {
  address(options?: PageOptions): string;
  close(): void;
}

export interface PageOptions {
  readonly theme?: Theme;
  readonly direction?: 'ltr' | 'rtl';
  /** Translations, as the host puts them into the page. */
  readonly words?: Readonly<Record<string, string>>;
  /** Without the one relaxation for the element library. */
  readonly strict?: boolean;
}

/** Stands in for VS Code: one API object, messages out through `toHost`, state that a reload survives. */
export const vscodeApi = `
  let state = JSON.parse(sessionStorage.getItem('state') ?? 'null');
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => void window.toHost(message),
    getState: () => state,
    setState: (newer) => sessionStorage.setItem('state', JSON.stringify((state = newer))),
  });
  document.addEventListener('securitypolicyviolation', (event) =>
    window.toHost({ fault: event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile }));
`;

/** The library probes for `:focus-visible` with an empty style element; this hash allows an empty one and nothing else. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

export async function startSite(): Promise<Site> {
  const server = createServer({ maxHeaderSize: 1_000_000 }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(html(JSON.parse(searchParams.get('options') ?? '{}') as PageOptions));
    } else void sendFile(pathname.slice(1), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: (options = {}) => `${origin}/?${new URLSearchParams({ options: JSON.stringify(options) }).toString()}`,
    close: () => server.close(),
  };
}

async function sendFile(name: string, response: ServerResponse): Promise<void> {
  const theme = themeNames.find((theme) => name === `${theme}.css`);
  const body = theme ? themeStyle(theme) : await readFile(join(root, 'dist', name)).catch(() => undefined);
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': types[name.split('.').at(-1) ?? ''] ?? '' });
  response.end(body);
}

function html({ theme = 'dark', direction = 'ltr', words, strict = false }: PageOptions): string {
  const own = 'http://127.0.0.1:*';
  const styles = strict ? own : `${own} ${emptyStyle}`;
  const policy = `default-src 'none'; script-src 'nonce-n'; style-src ${styles}; font-src ${own}; img-src ${own} data:`;
  const { kind } = themes[theme];
  const translations = words ? JSON.stringify(words).replaceAll('<', '\\u003c') : '';
  return `<!DOCTYPE html>
<html lang="en" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Integration</title>
<link rel="stylesheet" href="/${theme}.css">
<link rel="stylesheet" href="/style.css">
</head>
<body class="${kind}" data-vscode-theme-kind="${kind}">
<main id="app"></main>
<script type="application/json" id="l10n" nonce="n">${translations}</script>
<script nonce="n" src="/webview.js"></script>
</body>
</html>`;
}

/** What VS Code gives every webview: the theme's tokens and its default styles, which are in a layer below ours. */
function themeStyle(theme: Theme): string {
  const tokens = Object.entries(themes[theme].tokens).map(([name, value]) => `${name}: ${value};`);
  return `:root { ${tokens.join('\n')} }
@layer vscode-default {
  body { background-color: transparent; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; overscroll-behavior-x: none; }
  a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
}`;
}
