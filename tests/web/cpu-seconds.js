/** How long something computes, which does not depend on what else the machine does. */

/** @param {() => unknown} act @returns {Promise<number>} Seconds. */
export async function cpuSeconds(act) {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
