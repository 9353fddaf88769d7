package dev.coppice.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing that will be done.
 *
 * @param id unique in the plan, such as {@code start api-1}
 * @param object what it is done to: a container's identity or name, a network, a volume, an image
 *     reference, a backup
 * @param cause why, in a few words
 * @param waitsFor ids of the steps that must be done first
 * @param settings what else the performer of the verb needs, by name
 */
public record Step(
    String id,
    Phase phase,
    Verb verb,
    String object,
    String cause,
    List<String> waitsFor,
    Map<String, String> settings) {

  public Step {
    waitsFor = List.copyOf(waitsFor);
    settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** The setting of the given name. */
  public String setting(String name) {
    String value = settings.get(name);
    if (value == null) {
      throw new IllegalArgumentException("step " + id + " has no setting " + name);
    }
    return value;
  }

  /** The same with more settings. */
  public Step with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(more);
    return new Step(id, phase, verb, object, cause, waitsFor, all);
  }

  /** Names of settings that several performers share. */
  public static final String SERVICE = "service";

  public static final String NUMBER = "number";
  public static final String DIGEST = "digest";
  public static final String REFERENCE = "reference";

  /** Of an AWAIT_HEALTHY step: whose word it waits for, eager or engine; engine where missing. */
  public static final String GATE = "gate";

  /** How much waits for this one, see {@link Need}; 0 where missing. */
  public static final String NEED = "need";

  /** Of a PUT_BACK step: the volume's name on the engine. */
  public static final String VOLUME = "volume";

  /** Of a PUT_BACK step: the run whose rescue copy it is. */
  public static final String FROM = "from";
}
