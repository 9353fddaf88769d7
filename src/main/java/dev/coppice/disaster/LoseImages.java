package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Fate;
import dev.coppice.plan.Loss.Kind;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.Container;
import dev.coppice.stack.Fallback;
import dev.coppice.stack.Image;
import dev.coppice.stack.ImageName;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Loses images: each reference that leads to one is taken away, and the image goes with its last.
 *
 * @param only services whose images are lost; empty for all
 * @param except services whose images stay, also where others use them
 */
public record LoseImages(@Fallback("[]") List<String> only, @Fallback("[]") List<String> except)
    implements Disaster {

  static final String KIND = "images";

  public LoseImages {
    only = List.copyOf(only);
    except = List.copyOf(except);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Loss> losses(Stack stack, Inventory inventory, List<Loss> earlier) {
    return Claim.granted(claims(stack, inventory), earlier);
  }

  @Override
  public List<Obstacle> withheld(Stack stack, Inventory inventory) {
    return Claim.objections(claims(stack, inventory));
  }

  private List<Claim> claims(Stack stack, Inventory inventory) {
    Set<Image> kept = images(stack, inventory, service -> except.contains(service.name()));
    return images(stack, inventory, service -> new Choice(only, except).takes(service.name()))
        .stream()
        .filter(image -> !kept.contains(image))
        .flatMap(image -> claims(image, stack, inventory).stream())
        .toList();
  }

  private static Set<Image> images(Stack stack, Inventory inventory, Predicate<Service> predicate) {
    return stack.services().values().stream()
        .filter(predicate)
        .flatMap(service -> Stream.of(service.image(), String.valueOf(service.pinned())))
        .flatMap(reference -> inventory.image(reference).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** One claim a reference: an engine takes references away, not images. */
  private static List<Claim> claims(Image image, Stack stack, Inventory inventory) {
    List<Obstacle> objections = new ArrayList<>();
    List<String> ours = new ArrayList<>();
    for (String reference :
        Stream.concat(image.tags().stream(), image.digests().stream()).toList()) {
      if (isNamed(reference, stack)) {
        ours.add(reference);
      } else {
        objections.add(
            new Obstacle(
                "image %s is also named %s, which the definition does not know"
                    .formatted(image.id(), reference),
                "take that name away (docker rmi %s), or keep this image with `except`"
                    .formatted(reference)));
      }
    }
    List<Container> users =
        inventory.containers().stream().filter(c -> c.imageId().equals(image.id())).toList();
    objections.addAll(Ownership.strangers("image " + image.id(), Ownership.foreign(stack, users)));
    String why = "image of " + String.join(", ", services(image, stack, inventory));
    Map<String, String> expected =
        Map.of(Losing.USERS, Ownership.ids(Ownership.ours(stack, users)));
    return ours.stream()
        .map(name -> new Loss(Kind.IMAGE, image.id(), name, null, Fate.REMOVED, why, expected))
        .map(loss -> new Claim(loss, objections))
        .toList();
  }

  /** A digest is the registry's name of the same manifest: the repository says whose it is. */
  private static boolean isNamed(String reference, Stack stack) {
    ImageName name = ImageName.parse(reference);
    return stack.services().values().stream()
        .map(service -> ImageName.parse(service.image()))
        .anyMatch(
            known ->
                name.digest() == null
                    ? known.tagged().equals(name.tagged())
                    : known.repository().equals(name.repository()));
  }

  private static List<String> services(Image image, Stack stack, Inventory inventory) {
    return stack.services().values().stream()
        .filter(service -> images(stack, inventory, service::equals).contains(image))
        .map(Service::name)
        .toList();
  }

  @Override
  public List<Problem> problems(Stack stack, List<Disaster> earlier) {
    List<Problem> problems =
        new ArrayList<>(new Choice(only, except).problems("service", stack.services().keySet()));
    Standing standing = Standing.after(earlier, stack);
    Set<String> kept =
        stack.services().values().stream()
            .filter(service -> except.contains(service.name()))
            .map(Service::image)
            .collect(Collectors.toSet());
    stack.services().values().stream()
        .filter(service -> new Choice(only, except).takes(service.name()))
        .map(Service::image)
        .filter(image -> !kept.contains(image))
        .distinct()
        .forEach(
            image ->
                standing
                    .problem("image " + image, service -> service.image().equals(image))
                    .ifPresent(problems::add));
    return problems;
  }
}
