package dev.coppice.scenario;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a record; what its constructor has to say about the values is a problem of the mapping. */
final class Construction {

  private Construction() {}

  /** Null where the constructor refused. */
  static @Nullable Object of(
      Class<?> type, List<@Nullable Object> arguments, Yaml node, Problems problems) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException unfit) {
        problems.add(node.place(), String.valueOf(unfit.getMessage()));
        return null;
      }
      throw new IllegalStateException("a " + type.getName() + " could not be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " is no record for settings", e);
    }
  }
}
