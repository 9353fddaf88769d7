package dev.coppice.cli;

/** The exit codes, the same for every command. */
final class ExitCode {

  /** Verified, or: nothing wrong. */
  static final int OK = 0;

  /** The steady state holds, and recovery is still not verified. */
  static final int NOT_VERIFIED = 1;

  /** The input is wrong; nothing was touched. */
  static final int WRONG_INPUT = 2;

  /** Refused, or stopped before impact; everything is as it was. */
  static final int REFUSED = 3;

  /** Users may be without the stack. */
  static final int UNFINISHED = 4;

  private ExitCode() {}
}
