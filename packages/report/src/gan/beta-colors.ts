import { okabeIto } from '../theme/palette.ts';

/** Without and with the information; beyond two values of beta the colours go on. */
const COLORS = ['#7F7F7F', okabeIto.vermillion, okabeIto.blue, okabeIto.bluishGreen];

/** The scale that gives each beta its colour. */
export const betaColors = (betas: readonly string[]) => ({ domain: betas, range: COLORS.slice(0, betas.length) });
