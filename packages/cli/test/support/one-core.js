import { syncBuiltinESMExports } from 'node:module';
import os, { availableParallelism } from 'node:os';

// A command that is not told how many workers takes one a core: here one, since starting each costs more than the few cells of a test.
os.availableParallelism = () => 1;
syncBuiltinESMExports();
if (availableParallelism() !== 1) throw new Error('internal: the number of cores is not what the tests say');
