/** A step that cannot be recorded: an unmapped kernel, a value read while recording, a shape that is not what it must be. One line with a remedy. */
export class RecordingError extends Error {
  constructor(message: string) {
    super(message.replace(/\s*\n\s*/g, ' '));
    this.name = 'RecordingError';
  }
}
