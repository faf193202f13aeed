import { readFileSync } from 'node:fs';

// The closing line of .ci/run: `N passed, N failed`. A step that failed outside the tests counts as one failure.
const [file, status] = process.argv.slice(2);
const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'));
const failed = numFailedTests + (numFailedTests === 0 && Number(status) !== 0 ? 1 : 0);
process.stdout.write(`${numPassedTests} passed, ${failed} failed\n`);
