import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { installCommand } from './npm.mjs';
import { toolsDir } from './paths.mjs';
import { step } from './run.mjs';
import { StepError, say } from './say.mjs';

const VERSION = '24.21.0';
const FITTING_MAJORS = ['22', '24'];

export function fits(version) {
  return FITTING_MAJORS.includes(version.split('.')[0]);
}

/** The Node that Backstage runs on: our own if it fits, else one from the npm registry. */
export async function ensureNode() {
  if (fits(process.versions.node)) {
    return process.execPath;
  }
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = path.join(toolsDir, 'node');
  const binary = path.join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const remedy = `Install Node ${VERSION} yourself (https://nodejs.org) and try again.`;
  if (versionOf(binary) !== VERSION) {
    say(
      `  This is Node ${process.versions.node}; Backstage needs ${FITTING_MAJORS.join(' or ')}.`,
    );
    await step(
      `Node ${VERSION} from the npm registry, into .tools`,
      installCommand(`${name}@${VERSION}`, folder),
      { remedy },
    );
    if (versionOf(binary) !== VERSION) {
      throw new StepError(
        `Node ${VERSION} from the npm registry does not run on this machine`,
        { remedy },
      );
    }
  }
  return binary;
}

function versionOf(binary) {
  if (!existsSync(binary)) {
    return undefined;
  }
  try {
    const text = execFileSync(binary, ['--version'], { encoding: 'utf8' });
    return text.trim().slice(1);
  } catch {
    return undefined;
  }
}
