import type { Cell, ClaimResult, Verdict } from '@minebench/core';
import type { Table } from '../tables/table.ts';

/** What the store knows of an experiment's cells. */
export interface ReportCounts {
  /** Cells that the experiment asks for. */
  readonly planned: number;
  /** Of them without a record. */
  readonly missing: number;
  /** Records of older code, which the report leaves out. */
  readonly stale?: number;
}

export interface ReportOptions {
  /** The report's own folder (`reports/quickstart`), made where it does not exist. */
  readonly outDir: string;
  /** What to type to make it again. */
  readonly command: string;
  readonly counts: ReportCounts;
  /** The cells without a record, where they are known: a claim that reads none of them is not left open for them. */
  readonly lacking?: readonly Cell[];
  /** Shown before the tables that every report has. */
  readonly tables?: readonly Table[];
}

/** A claim with its outcome. */
export interface JudgedClaim extends ClaimResult {
  readonly name: string;
  readonly reason: string;
}

/** What a report says, for the command line and for `--json`. */
export interface ReportSummary {
  readonly id: string;
  readonly claims: readonly { readonly name: string; readonly verdict: Verdict; readonly detail: string }[];
  /** Records that the report is made of; of them `failed` failed and `diverged` diverged. */
  readonly cells: number;
  readonly failed: number;
  readonly diverged: number;
  readonly planned: number;
  readonly missing: number;
  /** Absolute path of the page. */
  readonly page: string;
  /** Names of all files in the report's folder. */
  readonly files: readonly string[];
}
