package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.plan.Loss;
import dev.coppice.stack.Inventory;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Line 10: no call of ours touched anything that is not the stack's. */
record Bystanders() implements ConditionRule {

  private static final Pattern DESTRUCTIVE = Pattern.compile("\\b(remove|delete|kill|stop)\\b.*");

  @Override
  public int id() {
    return 10;
  }

  @Override
  public String name() {
    return "Nothing else was touched";
  }

  @Override
  public Finding judge(Facts facts) {
    List<Touched> touched = facts.run().touched();
    if (touched.isEmpty() && !facts.run().steps().isEmpty()) {
      return Finding.unknown("The run's record names none of the objects that its calls changed.");
    }
    Inventory before = facts.before();
    Inventory after = facts.after();
    Doubts doubts = new Doubts();
    if (before != null) {
      touched.forEach(touch -> knownBefore(facts, touch, before, doubts));
    } else if (facts.plan().command().equals("recover") && after != null) {
      touched.forEach(touch -> knownAfter(facts, touch, after, doubts));
    } else {
      doubts.unclear("Nobody looked at the engine, so nobody knows whose objects were touched.");
    }
    return doubts.or(
        Wording.count(touched.size(), "call")
            + " that changed something: each changed what is the stack's or what this run made.");
  }

  /** What was not there before was made by this run. What was must be lost, or only held. */
  private static void knownBefore(Facts facts, Touched touch, Inventory before, Doubts doubts) {
    if (isToBeLost(facts, touch.object())) {
      return;
    }
    for (Owned object : Owned.find(facts, before, touch)) {
      if (!object.ours()) {
        doubts.fails(foreign(touch, object));
      } else if (isDestructive(touch) && !object.madeByRun()) {
        doubts.fails(
            object.words()
                + " is the stack's, but the plan does not lose it: a call of ours did `"
                + touch.call()
                + "` to it.");
      }
    }
  }

  /** In recover nothing was seen before: what stands at the end has to say whose it is. */
  private static void knownAfter(Facts facts, Touched touch, Inventory after, Doubts doubts) {
    if (isToBeLost(facts, touch.object())) {
      return;
    }
    List<Owned> objects = Owned.find(facts, after, touch);
    for (Owned object : objects) {
      if (!object.ours() && !isCreated(facts, touch.object())) {
        doubts.fails(foreign(touch, object));
      }
    }
    if (objects.isEmpty() && isDestructive(touch) && !isCreated(facts, touch.object())) {
      doubts.unclear(
          "A call of ours did `"
              + touch.call()
              + "` to "
              + touch.object()
              + ", and nothing shows that this run had made it.");
    }
  }

  private static String foreign(Touched touch, Owned object) {
    return object.words()
        + " is not the stack's, and a call of ours did `"
        + touch.call()
        + "` to it.";
  }

  private static boolean isToBeLost(Facts facts, String object) {
    return facts.plan().losses().stream()
        .anyMatch(loss -> loss.identity().equals(object) || isNamed(loss, object));
  }

  private static boolean isNamed(Loss loss, String object) {
    return loss.name().equals(object);
  }

  private static boolean isDestructive(Touched touch) {
    return DESTRUCTIVE.matcher(touch.call().toLowerCase(Locale.ROOT)).lookingAt();
  }

  private static boolean isCreated(Facts facts, String object) {
    Timeline timeline = new Timeline(facts.run());
    return facts.events().stream()
        .filter(event -> event.action().equals("create") && timeline.isAfterImpact(event.atMs()))
        .anyMatch(
            event -> event.id().equals(object) || object.equals(event.attributes().get("name")));
  }
}
