package dev.coppice.judge;

import dev.coppice.evidence.Content;
import dev.coppice.evidence.Evidence.Difference;
import dev.coppice.evidence.Facts;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Container;
import dev.coppice.stack.Identity;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was lost, compared with what replaced it, setting by setting. */
final class Equivalence {

  private final Facts facts;
  private final Inventory before;
  private final Inventory after;
  private final List<Difference> differences = new ArrayList<>();
  private final List<String> unclear = new ArrayList<>();
  private int compared;

  private Equivalence(Facts facts, Inventory before, Inventory after) {
    this.facts = facts;
    this.before = before;
    this.after = after;
  }

  static Equivalence of(Facts facts, Inventory before, Inventory after) {
    Equivalence equivalence = new Equivalence(facts, before, after);
    facts.plan().services().forEach(equivalence::service);
    facts.plan().losses(Loss.Kind.NETWORK).forEach(equivalence::network);
    facts.plan().losses(Loss.Kind.VOLUME).forEach(equivalence::volume);
    equivalence.content();
    return equivalence;
  }

  /** How many rebuilt objects were compared with their originals. */
  int compared() {
    return compared;
  }

  /** Every difference that is not {@link Ignored}. */
  List<Difference> differences() {
    return List.copyOf(differences);
  }

  /** Why some objects could not be compared, one sentence each. */
  List<String> unclear() {
    return List.copyOf(unclear);
  }

  private void service(ExpectedService service) {
    List<Container> lost =
        new ArrayList<>(
            before.replicas(facts.plan().project(), service.name()).stream()
                .filter(c -> Origin.loss(facts, Loss.Kind.CONTAINER, c.id()).isPresent())
                .toList());
    for (Container rebuilt : Origin.cameUp(facts, service.name())) {
      Optional<Container> original = original(lost, rebuilt);
      original.ifPresent(lost::remove);
      if (original.isEmpty()) {
        unclear.add(Origin.named(rebuilt) + " has no lost original to be compared with.");
      } else if (original.get().settings().isEmpty() || rebuilt.settings().isEmpty()) {
        unclear.add("The settings of " + rebuilt.name() + " were not recorded before and after.");
      } else {
        compare(
            service.name() + "-" + rebuilt.number(),
            explanation(service, original.get(), rebuilt),
            new Subject(original.get(), before),
            new Subject(rebuilt, after));
      }
    }
  }

  /** The one of its number; Compose may give a replacement a new one, then any that was lost. */
  private static Optional<Container> original(List<Container> lost, Container rebuilt) {
    return lost.stream()
        .filter(c -> c.number() == rebuilt.number())
        .findFirst()
        .or(() -> lost.stream().findFirst());
  }

  private void network(Loss loss) {
    Optional<Network> original =
        before.networks().stream().filter(n -> n.id().equals(loss.identity())).findFirst();
    compare(
        "network " + loss.name(),
        original.map(network -> new Subject(network, before)),
        after.networkNamed(loss.name()).map(network -> new Subject(network, after)));
  }

  private void volume(Loss loss) {
    if (loss.identity().matches("[0-9a-f]{64}")) {
      return; // anonymous: its replacement has another name, and is compared as its mount
    }
    compare(
        "volume " + loss.name(),
        before.volume(loss.identity()).map(volume -> new Subject(volume, before)),
        after.volume(loss.identity()).map(volume -> new Subject(volume, after)));
  }

  /** What the definition brings in from its folder; what others write to explains itself. */
  private void content() {
    Content was = facts.contentBefore();
    Content is = facts.contentAfter();
    if (was == null) {
      return; // a record that was written before contents were read
    }
    if (is == null) {
      unclear.add(
          "What the definition brings in from its folder was read before and not at the end.");
      return;
    }
    TreeSet<String> names = new TreeSet<>(was.hashes().keySet());
    names.addAll(is.hashes().keySet());
    for (String name : names) {
      String then = was.hashes().get(name);
      String now = is.hashes().get(name);
      if (!Objects.equals(then, now) && isOfRebuilt(name)) {
        differences.add(new Difference(name, "Content", then, now, mayBeWritten(name)));
      }
    }
  }

  private static @Nullable String mayBeWritten(String name) {
    return name.startsWith(Content.WRITABLE_BIND)
        ? "it is mounted writable, so what runs may have written into it"
        : null;
  }

  /** A config or secret may belong to any service; a bind names its own. */
  private boolean isOfRebuilt(String name) {
    return !name.contains(Content.BIND)
        || facts.plan().services().stream()
            .filter(ExpectedService::lost)
            .anyMatch(service -> name.contains(Content.BIND + service.name() + ":"));
  }

  private void compare(String object, Optional<Subject> original, Optional<Subject> rebuilt) {
    if (original.isEmpty()) {
      unclear.add("Nobody saw " + object + " before impact, so it cannot be compared.");
    } else if (rebuilt.isEmpty()) {
      differences.add(new Difference(object, "present", "true", null, null));
    } else {
      compare(object, null, original.get(), rebuilt.get());
    }
  }

  private void compare(
      String object, @Nullable String explanation, Subject original, Subject rebuilt) {
    compared++;
    TreeSet<String> paths = new TreeSet<>(original.settings().keySet());
    paths.addAll(rebuilt.settings().keySet());
    for (String path : paths) {
      Ignored.Side was = original.side(path);
      Ignored.Side is = rebuilt.side(path);
      if (!Objects.equals(was.value(), is.value()) && Ignored.reason(path, was, is) == null) {
        differences.add(new Difference(object, path, was.value(), is.value(), explanation));
      }
    }
  }

  /**
   * Compose's hash of a service says whether its definition is the one the original came from. What
   * became of the definition after the plan was made explains nothing: nobody has agreed to that.
   */
  private static @Nullable String explanation(
      ExpectedService service, Container original, Container rebuilt) {
    String was = original.labels().get(Labels.CONFIG_HASH);
    String is = rebuilt.labels().get(Labels.CONFIG_HASH);
    String planned = service.configHash();
    return was == null || is == null || was.equals(is) || (planned != null && !planned.equals(is))
        ? null
        : "the definition changed since the original was made: config hash "
            + Identity.abbreviated(was)
            + " became "
            + Identity.abbreviated(is);
  }

  /** An object with its settings, and what stood around it. */
  private record Subject(
      String id, String imageId, SortedMap<String, String> settings, Inventory around) {

    Subject(Container container, Inventory around) {
      this(container.id(), container.imageId(), container.settings(), around);
    }

    Subject(Network network, Inventory around) {
      this(network.id(), "", labelled(network.settings(), network.labels()), around);
    }

    Subject(Volume volume, Inventory around) {
      this(volume.name(), "", settings(volume), around);
    }

    Ignored.Side side(String path) {
      return new Ignored.Side(id, imageId, around, settings.get(path));
    }

    private static SortedMap<String, String> settings(Volume volume) {
      SortedMap<String, String> settings = new TreeMap<>();
      settings.put("Driver", volume.driver());
      volume.options().forEach((key, value) -> settings.put("Options." + key, value));
      return labelled(settings, volume.labels());
    }

    private static SortedMap<String, String> labelled(
        SortedMap<String, String> settings, Map<String, String> labels) {
      SortedMap<String, String> all = new TreeMap<>(settings);
      labels.forEach((key, value) -> all.put("Labels." + key, value));
      return all;
    }
  }
}
