package dev.coppice.probe;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kinds of question that a scenario can ask. */
public final class Questions {

  /** From a kind's name in a scenario to the record that holds its settings. */
  public static final SortedMap<String, Class<? extends Probe.Question>> KINDS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  HttpQuestion.KIND, HttpQuestion.class,
                  TcpQuestion.KIND, TcpQuestion.class,
                  ExecQuestion.KIND, ExecQuestion.class)));

  /** Those whose answer holds something that can be kept. */
  public static final SortedMap<String, Class<? extends Telling>> TELLING =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  HttpQuestion.KIND, HttpQuestion.class,
                  ExecQuestion.KIND, ExecQuestion.class)));

  private Questions() {}
}
