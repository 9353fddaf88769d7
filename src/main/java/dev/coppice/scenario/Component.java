package dev.coppice.scenario;

import dev.coppice.stack.Fallback;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A component of a settings record, as a key of the file. */
record Component(RecordComponent component) {

  static List<Component> of(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(Component::new).toList();
  }

  /** The name as it is written: {@code stableFor} is {@code stable-for}. */
  String key() {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  Type type() {
    return component.getGenericType();
  }

  boolean isOptional() {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  boolean isCollection() {
    Class<?> type = component.getType();
    return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
  }

  /** The value of a key that is left out, as it would be written; null where there is none. */
  @Nullable String fallback() {
    Fallback fallback = component.getAnnotation(Fallback.class);
    return fallback == null ? null : fallback.value();
  }

  boolean isOneOrMany() {
    return component.isAnnotationPresent(OneOrMany.class);
  }

  /** The word that may stand in the place of the value and means that there is none. */
  @Nullable String word() {
    Word word = component.getAnnotation(Word.class);
    return word == null ? null : word.value();
  }

  boolean isWord(Yaml node) {
    String word = word();
    return word != null && word.equals(node.text());
  }
}
