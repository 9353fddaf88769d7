package dev.coppice.simulation;

import java.util.BitSet;

/** What a volume holds, as the numbers of the writes that are in it; immutable. */
record Data(BitSet writes) {

  static final Data NOTHING = new Data(new BitSet());

  static Data upTo(int last) {
    BitSet writes = new BitSet();
    writes.set(1, last + 1);
    return new Data(writes);
  }

  Data with(int write) {
    BitSet more = (BitSet) writes.clone();
    more.set(write);
    return new Data(more);
  }

  Data and(Data other) {
    BitSet both = (BitSet) writes.clone();
    both.or(other.writes);
    return new Data(both);
  }

  /** What of this the other lacks. */
  Data without(Data other) {
    BitSet rest = (BitSet) writes.clone();
    rest.andNot(other.writes);
    return new Data(rest);
  }

  /** Without the earlier half. */
  Data half() {
    BitSet later = (BitSet) writes.clone();
    later.clear(0, writes.length() / 2 + 1);
    return new Data(later);
  }

  boolean isEmpty() {
    return writes.isEmpty();
  }

  boolean holds(Data other) {
    return other.without(this).isEmpty();
  }

  /** As ranges: {@code 1-40,42}. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int from = writes.nextSetBit(0); from >= 0; ) {
      int to = writes.nextClearBit(from) - 1;
      text.append(text.length() == 0 ? "" : ",").append(from);
      if (to > from) {
        text.append('-').append(to);
      }
      from = writes.nextSetBit(to + 1);
    }
    return text.toString();
  }

  static Data of(String text) {
    BitSet writes = new BitSet();
    for (String range : text.strip().isEmpty() ? new String[0] : text.strip().split(",")) {
      String[] ends = range.split("-");
      writes.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
    }
    return new Data(writes);
  }

  @Override
  public String toString() {
    return "{" + text() + "}";
  }
}
