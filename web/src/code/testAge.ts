import type { HealthCode } from '../api/types';

const HOUR = 3_600_000;
const WINDOWS = [24, 48, 72] as const;

/**
 * How old the newest negative nucleic-acid test is at `moment`, by the service's rule (Colors/TestAge.cs). The answer says it for when it was asked; the
 * code shows for hours after.
 */
export function testAge(tests: HealthCode['tests'], moment: number): HealthCode['testAge'] {
  const sampled = tests
    .filter(({ result, assay }) => result === 'negative' && assay === 'nucleic-acid')
    .map(({ sampledAt }) => Date.parse(sampledAt))
    .filter((at) => at <= moment);
  const hours = WINDOWS.find((window) => moment - Math.max(...sampled) <= window * HOUR);
  return hours ? `${hours}h` : 'none';
}
