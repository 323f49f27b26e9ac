// How much work something is: the time of the processor that this process uses, which no other program makes longer.

/** Gives the milliseconds that all threads of this process have worked since. */
export function cpuClock(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}
