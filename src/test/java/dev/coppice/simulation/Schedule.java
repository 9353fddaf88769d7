package dev.coppice.simulation;

/**
 * What one play depends on, and nothing else.
 *
 * @param isSmall whether only db with its volume and one replica of api is drilled
 * @param mayBeUndone whether its operator undoes what is drilled, if the seed says so
 */
record Schedule(long seed, boolean isSmall, boolean mayBeUndone) {

  /** Every so many seeds the whole shop is drilled, else a small one. */
  private static final int WHOLE_SHOP = 20;

  static Schedule of(long seed) {
    return new Schedule(seed, seed % WHOLE_SHOP != 0, true);
  }

  /** As whoever runs the test asks for it: of the whole shop with {@code -Dcoppice.whole=true}. */
  static Schedule asked(long seed) {
    return Boolean.getBoolean("coppice.whole") ? ofWholeShop(seed) : of(seed);
  }

  static Schedule ofWholeShop(long seed) {
    return new Schedule(seed, false, true);
  }

  /** As it was played before anything was undone. */
  Schedule onlyResumed() {
    return new Schedule(seed, isSmall, false);
  }
}
