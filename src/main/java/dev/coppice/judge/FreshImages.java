package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.ObservedEvent;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.ImageName;
import dev.coppice.stack.Inventory;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The images' part of line 4. An image is addressed by its content, so the same identity may come
 * back: that it was gone (line 3) and was fetched after impact is the proof.
 */
final class FreshImages {

  private static final Set<String> FETCHED = Set.of("pull", "load", "import");

  private FreshImages() {}

  static void look(Facts facts, Inventory after, Doubts doubts) {
    facts
        .plan()
        .losses(Loss.Kind.IMAGE)
        .filter(loss -> stands(after, loss) && !pulled(facts, loss) && !heard(facts, loss))
        .forEach(
            loss ->
                doubts.unclear(
                    "Nothing shows that image " + loss.name() + " was pulled after impact."));
  }

  private static boolean stands(Inventory after, Loss loss) {
    return after.image(loss.name()).isPresent() || after.image(loss.identity()).isPresent();
  }

  private static boolean pulled(Facts facts, Loss loss) {
    Timeline timeline = new Timeline(facts.run());
    return facts.plan().steps().stream()
        .filter(step -> step.verb() == Verb.PULL && names(step).anyMatch(n -> isOf(n, loss)))
        .map(step -> Steps.outcomes(facts).get(step.id()))
        .anyMatch(
            outcome ->
                outcome != null
                    && outcome.state() == StepOutcome.State.DONE
                    && timeline.isAfterImpact(outcome.startSinceStartMs()));
  }

  private static Stream<String> names(Step step) {
    return Stream.of(step.object(), step.settings().getOrDefault(Step.REFERENCE, step.object()));
  }

  private static boolean heard(Facts facts, Loss loss) {
    return Events.afterImpact(facts, Events.IMAGE)
        .filter(event -> FETCHED.contains(event.action()))
        .anyMatch(event -> isOf(event, loss));
  }

  private static boolean isOf(ObservedEvent event, Loss loss) {
    String name = event.attributes().get("name");
    return isOf(event.id(), loss) || (name != null && isOf(name, loss));
  }

  private static boolean isOf(String reference, Loss loss) {
    return reference.equals(loss.identity()) || sameRepository(reference, loss.name());
  }

  /**
   * Whether two references name the same repository, {@code docker.io/library} spelt out or not.
   */
  static boolean sameRepository(String reference, String other) {
    ImageName one = ImageName.parse(reference);
    ImageName two = ImageName.parse(other);
    return one.registry().equals(two.registry()) && one.path().equals(two.path());
  }
}
