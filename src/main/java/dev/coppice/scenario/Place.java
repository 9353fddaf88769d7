package dev.coppice.scenario;

/** A place in a scenario's file; line and column count from 1. */
record Place(int line, int column) {

  static final Place START = new Place(1, 1);
}
