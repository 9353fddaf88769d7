package dev.coppice.provision;

/**
 * What a container's own health command has told us by now, in the life that the container is in.
 *
 * @param asked whether we run it at all
 * @param served whether it has succeeded
 * @param failed whether it has failed so often that the engine would say unhealthy; never where the
 *     engine runs it too, and says so itself
 */
record Own(boolean asked, boolean served, boolean failed) {

  /** Where the engine alone is listened to. */
  static final Own NOTHING = new Own(false, false, false);
}
