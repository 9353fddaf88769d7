package dev.coppice.simulation;

/**
 * One change to a modelled engine, as it really happened.
 *
 * @param call in the words of the gateway, such as "remove volume"
 * @param object its identity; a volume's name
 * @param stamp of the very object: a volume made again under its name has another
 * @param owner who made the object
 */
record Deed(long at, Party by, String call, String object, int stamp, Party owner) {

  @Override
  public String toString() {
    return "%9.3f %s: %s %s (#%d, made by %s)".formatted(at / 1e9, by, call, object, stamp, owner);
  }
}
