import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const { PROMETHEUS_BINARY } = process.env;

/** Comes with Prometheus. */
export const PROMTOOL = PROMETHEUS_BINARY
  ? join(dirname(PROMETHEUS_BINARY), 'promtool')
  : 'promtool';

/**
 * Runs promtool over files that are written for it.
 *
 * @param files - JSON, of which all YAML readers are readers
 * @returns what it said, whether it was content or not
 */
export async function promtool(
  args: readonly string[],
  files: Record<string, unknown>,
): Promise<{ ok: boolean; output: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'promtool-'));
  try {
    await Promise.all(
      Object.entries(files).map(([name, content]) =>
        writeFile(join(directory, name), JSON.stringify(content)),
      ),
    );
    const { stdout, stderr } = await promisify(execFile)(PROMTOOL, args, {
      cwd: directory,
      timeout: 120_000,
      maxBuffer: 16 * 1024 * 1024,
    });
    return { ok: true, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as {
      code?: unknown;
      stdout?: string;
      stderr?: string;
    };
    if (typeof code !== 'number') {
      throw error;
    }
    return { ok: false, output: `${stdout}${stderr}` };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
