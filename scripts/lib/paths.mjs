import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the repository brings along for itself: Node, Yarn, logs. Not committed. */
export const toolsDir = path.join(root, '.tools');

export const logsDir = path.join(toolsDir, 'logs');
