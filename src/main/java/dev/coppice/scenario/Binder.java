package dev.coppice.scenario;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of a tree: the components of a record are the keys of its mapping. It goes on after
 * a problem, so that all are found at once.
 */
final class Binder {

  private final Map<Class<?>, Kinds> kinds;
  private final Folder folder;
  private final Problems problems;
  private final Mismatches mismatches;
  private final IdentityHashMap<Yaml, Object> made = new IdentityHashMap<>();

  Binder(Map<Class<?>, Kinds> kinds, Folder folder, Problems problems) {
    this.kinds = kinds;
    this.folder = folder;
    this.problems = problems;
    this.mismatches = new Mismatches(problems);
  }

  /** The record of a tree; null where a problem was found in it. */
  <T> @Nullable T bind(Class<T> record, Yaml tree) {
    return record.cast(value(record, tree, new At("", "a scenario")));
  }

  /** What was made of a mapping in the tree; null where it had a problem. */
  @Nullable Object made(Yaml node) {
    return made.get(node);
  }

  private @Nullable Object value(Type type, Yaml node, At at) {
    if (node instanceof Yaml.Scalar scalar && scalar.form() == Yaml.Form.UNRESOLVED) {
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? map(arguments[1], node, at)
          : collection(generic.getRawType(), arguments[0], node, at);
    }
    Class<?> plain = (Class<?>) type;
    Kinds choice = kinds.get(plain);
    if (choice != null && choice.key() != null) {
      return kind(choice, choice.key(), node, at);
    }
    if (plain == Path.class) {
      Object text = scalar(String.class, node, at, "a path");
      return text == null ? null : folder.resolve((String) text, node.place(), problems);
    }
    if (plain.isRecord()) {
      return record(plain, node, at, Set.of());
    }
    if (Scalars.isScalar(plain)) {
      return scalar(plain, node, at, Scalars.expected(plain));
    }
    throw new IllegalStateException("settings cannot have the type " + plain.getName());
  }

  private @Nullable Object scalar(Class<?> type, Yaml node, At at, String expected) {
    if (!(node instanceof Yaml.Scalar scalar)) {
      return mismatches.wrong(node, at, expected, null);
    }
    Object value = Scalars.value(type, scalar);
    return value == null
        ? mismatches.wrong(node, at, expected, Scalars.suggestion(type, scalar))
        : value;
  }

  private @Nullable Object collection(Type raw, Type element, Yaml node, At at) {
    if (!(node instanceof Yaml.Items)) {
      return mismatches.wrong(node, at, "a list", null);
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (Yaml item : node.items()) {
      values.add(value(element, item, at.item(values.size())));
    }
    if (values.contains(null)) {
      return null;
    }
    return raw == Set.class
        ? Collections.unmodifiableSet(new LinkedHashSet<>(values))
        : Collections.unmodifiableList(values);
  }

  private @Nullable Object map(Type element, Yaml node, At at) {
    if (!(node instanceof Yaml.Mapping)) {
      return mismatches.wrong(node, at, "a mapping", null);
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Yaml.Entry entry : node.entries()) {
      At below = at.named(entry.key());
      Yaml value = scalarAsText(element, entry.value());
      values.put(entry.key(), value(element, value, below));
    }
    return values.containsValue(null) ? null : Collections.unmodifiableMap(values);
  }

  /** Among named texts, such as headers, a number or a truth is taken as it is written. */
  private static Yaml scalarAsText(Type element, Yaml node) {
    return element == String.class && node instanceof Yaml.Scalar scalar && !scalar.isNothing()
        ? scalar.quoted()
        : node;
  }

  private @Nullable Object kind(Kinds choice, String key, Yaml node, At at) {
    if (!(node instanceof Yaml.Mapping)) {
      return mismatches.wrong(node, at, "a mapping with the key `" + key + "`", null);
    }
    Yaml named = node.at(key);
    List<String> names = List.copyOf(choice.classes().keySet());
    Class<?> type = choice.classes().get(String.valueOf(named.text()));
    if (type != null) {
      return record(type, node, at, Set.of(key));
    }
    if (!named.isPresent()) {
      problems.add(node.place(), "`" + key + "` is missing: " + Scalars.or(names));
    } else {
      String near = Nearest.to(String.valueOf(named.text()), names).orElse(null);
      mismatches.wrong(named, at.key(key), Scalars.or(names), near);
    }
    return null;
  }

  private @Nullable Object record(Class<?> type, Yaml node, At at, Set<String> otherKeys) {
    if (!(node instanceof Yaml.Mapping)) {
      return mismatches.wrong(node, at, "a mapping", null);
    }
    Set<String> known = new LinkedHashSet<>(otherKeys);
    List<@Nullable Object> arguments = new ArrayList<>();
    boolean whole = true;
    for (Component component : Component.of(type)) {
      Kinds keyed = keyedKinds(component);
      known.addAll(keyed == null ? Set.of(component.key()) : keyed.classes().keySet());
      Object argument =
          keyed == null
              ? argument(component, node, at)
              : keyedKind(keyed, component.isOptional(), node, at);
      whole &= argument != null || mayBeNull(component, node);
      arguments.add(argument);
    }
    whole &= mismatches.allKnown(node, known, at);
    Object record = whole ? Construction.of(type, arguments, node, problems) : null;
    if (record != null) {
      made.put(node, record);
    }
    return record;
  }

  /** The kinds of a component that is not itself a key: each kind is one. */
  private @Nullable Kinds keyedKinds(Component component) {
    Kinds choice = component.type() instanceof Class<?> plain ? kinds.get(plain) : null;
    return choice == null || choice.key() != null ? null : choice;
  }

  private static boolean mayBeNull(Component component, Yaml mapping) {
    Yaml node = mapping.at(component.key());
    return component.isOptional() && (!node.isPresent() || component.isWord(node));
  }

  private @Nullable Object argument(Component component, Yaml mapping, At at) {
    Yaml node = mapping.at(component.key());
    At below = at.key(component.key());
    String word = component.word();
    if (word != null && node instanceof Yaml.Scalar) {
      return component.isWord(node)
          ? null
          : mismatches.wrong(node, below, word + " or a mapping", null);
    }
    if (node.isPresent()) {
      boolean alone = component.isOneOrMany() && node instanceof Yaml.Scalar;
      Yaml listed = alone ? new Yaml.Items(node.place(), List.of(node)) : node;
      return value(component.type(), listed, below);
    }
    String fallback = component.fallback();
    if (fallback != null) {
      return value(component.type(), YamlReader.read(fallback, problems), below);
    }
    if (component.isCollection()) {
      Yaml none =
          component.component().getType() == Map.class
              ? new Yaml.Mapping(node.place(), List.of())
              : new Yaml.Items(node.place(), List.of());
      return value(component.type(), none, below);
    }
    if (!component.isOptional()) {
      problems.add(mapping.place(), "`" + component.key() + "` is missing");
    }
    return null;
  }

  private @Nullable Object keyedKind(Kinds choice, boolean optional, Yaml mapping, At at) {
    List<Yaml.Entry> found =
        mapping.entries().stream()
            .filter(entry -> choice.classes().containsKey(entry.key()))
            .toList();
    String names = Scalars.or(List.copyOf(choice.classes().keySet()));
    if (found.isEmpty() && optional) {
      return null;
    }
    if (found.isEmpty()) {
      problems.add(mapping.place(), "one of " + names + " is missing");
      return null;
    }
    if (found.size() > 1) {
      problems.add(
          found.get(1).place(),
          "`" + found.get(1).key() + "` beside `" + found.get(0).key() + "`: give one of " + names);
    }
    Object last = null;
    for (Yaml.Entry entry : found) {
      Class<?> type = choice.classes().get(entry.key());
      last = type == null ? null : record(type, entry.value(), at.key(entry.key()), Set.of());
    }
    return last;
  }
}
