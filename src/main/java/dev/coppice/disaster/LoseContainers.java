package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Fate;
import dev.coppice.stack.Fallback;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.util.List;

/**
 * Loses containers: they are killed and removed.
 *
 * @param only services whose containers are lost; empty for all
 * @param except services whose containers stay
 */
public record LoseContainers(@Fallback("[]") List<String> only, @Fallback("[]") List<String> except)
    implements Disaster {

  static final String KIND = "containers";

  public LoseContainers {
    only = List.copyOf(only);
    except = List.copyOf(except);
  }

  @Override
  public String kind() {
    return KIND;
  }

  boolean takes(String service) {
    return new Choice(only, except).takes(service);
  }

  @Override
  public List<Loss> losses(Stack stack, Inventory inventory, List<Loss> earlier) {
    return Ownership.replicas(stack, inventory).stream()
        .filter(container -> takes(String.valueOf(container.service())))
        .filter(container -> !Ownership.isRemoved(container, earlier))
        .map(container -> Ownership.loss(stack, container, Fate.REMOVED))
        .toList();
  }

  @Override
  public List<Problem> problems(Stack stack, List<Disaster> earlier) {
    return new Choice(only, except).problems("service", stack.services().keySet());
  }
}
