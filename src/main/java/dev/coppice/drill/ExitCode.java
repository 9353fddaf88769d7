package dev.coppice.drill;

/** The exit codes, the same for every command. */
public final class ExitCode {

  /** Verified, or: nothing wrong. */
  public static final int OK = 0;

  /** The steady state holds, and recovery is still not verified. */
  public static final int NOT_VERIFIED = 1;

  /** The input is wrong; nothing was touched. */
  public static final int WRONG_INPUT = 2;

  /** Refused, or stopped before impact; everything is as it was. */
  public static final int REFUSED = 3;

  /** Users may be without the stack. */
  public static final int UNFINISHED = 4;

  private ExitCode() {}
}
