// Whether a host is this machine itself, which what is sent to it never leaves.

/** RFC 6761 section 6.3 and RFC 1122 section 3.2.1.3. */
export const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|(.+\.)?localhost|\[?::1\]?)$/i.test(host);
