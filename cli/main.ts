import type { Environment } from '../config';
import { audit } from './audit';
import { explain } from './explain';
import { migrate } from './migrate';
import { replay, simulate } from './simulation';
import { token } from './token';
import { up } from './up';
import { describeFailure, UserError } from './user-error';

interface Command {
  summary: string;
  run(args: string[], env: Environment): Promise<number>;
}

const COMMANDS: Record<string, Command> = {
  up: { summary: 'run everything here, with a demo market (--no-demo, --verbose)', run: up },
  migrate: { summary: 'make database and Temporal ready for this version', run: migrate },
  token: { summary: 'print a token for a driver, an operator or an administrator', run: token },
  replay: { summary: 'drive a recorded day through the API', run: replay },
  explain: { summary: 'tell the story of an order, and why each driver was asked', run: explain },
  audit: { summary: 'prove the audit trail (verify), or move months of it to files (archive)', run: audit },
  simulate: { summary: 'serve the demo market', run: simulate },
};

async function main([name = '', ...args]: string[]): Promise<void> {
  // A reader that goes away (`npm start | head`) must not end the stack in disorder.
  process.stdout.on('error', () => {});
  try {
    const command = COMMANDS[name];
    if (!command) throw new UserError(usage());
    process.exitCode = await command.run(args, process.env);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return ['outrider <command>', ...lines].join('\n');
}

void main(process.argv.slice(2));
