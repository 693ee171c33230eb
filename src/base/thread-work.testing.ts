/**
 * Milliseconds that this thread worked so far: what others do on the machine does not count, so that a guard of speed may be
 * far from what a quiet machine needs and still see a change of order.
 */
export function threadWorkMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
