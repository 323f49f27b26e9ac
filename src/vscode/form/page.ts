// The HTML frame of the form's webview: nothing may run in it but our own script.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export function pageHtml(webview: vscode.Webview, dist: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    // The hash of the empty style that the element library probes the browser with; it allows nothing else.
    `style-src ${webview.cspSource} 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ];
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}" dir="${directionOf(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file('style.css')}">
<title>Integration</title>
</head>
<body>
<main id="app"></main>
<script id="l10n" type="application/json" nonce="${nonce}">${JSON.stringify(vscode.l10n.bundle ?? {}).replaceAll('<', '\\u003c')}</script>
<script nonce="${nonce}" src="${file('webview.js')}"></script>
</body>
</html>`;
}

/** Languages whose script runs from right to left (ISO 639-1). */
const fromRight = ['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi'];

const directionOf = (language: string): 'ltr' | 'rtl' =>
  fromRight.includes(language.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr';
