import type { RunEvent } from '@minebench/runner';

type Progress = Extract<RunEvent, { event: 'progress' }>;

const two = (number: number): string => String(number).padStart(2, '0');

/** `01:10`, or `2:01:10` from an hour on. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${two(minutes)}:${two(whole % 60)}`;
}

/** `[=====>   ] 12/30 cells, 01:10 left`, no wider than `columns`. */
export function progressBar({ done, cells, share, secondsLeft }: Progress, columns: number): string {
  const left = secondsLeft === null ? '' : `, ${clock(secondsLeft)} left`;
  const text = ` ${done}/${cells} cells${left}`;
  const width = Math.max(5, Math.min(40, columns - text.length - 3));
  const filled = Math.floor(share * width);
  const bar = filled < width ? `${'='.repeat(filled)}>`.padEnd(width) : '='.repeat(width);
  return `[${bar}]${text}`;
}
