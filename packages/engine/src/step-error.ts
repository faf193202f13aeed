/** A step that an engine cannot take: an unmapped kernel, a value read while recording, a state that changes shape. One line with a remedy. */
export class StepError extends Error {
  constructor(message: string) {
    super(message.replace(/\s*\n\s*/g, ' '));
    this.name = 'StepError';
  }
}
