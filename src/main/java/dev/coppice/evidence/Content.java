package dev.coppice.evidence;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a definition brought into its containers from files of its own folder at one time; {@code
 * content/*.json}.
 *
 * @param hashes keyed hash by what it is, such as {@code config nginx} or {@code bind web:/etc/x}
 */
public record Content(SortedMap<String, String> hashes) {

  /** How the name of a bind begins that containers may write to, followed by SERVICE:PATH. */
  public static final String WRITABLE_BIND = "writable bind ";

  public static final String BIND = "bind ";

  public Content {
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
  }
}
