package dev.coppice.scenario;

import dev.coppice.evidence.HumanRecord;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only people can say about a test, in the shape of a file: each component is a key. */
record RecordSettings(
    List<String> scope,
    List<String> exclusions,
    List<String> participants,
    @Nullable String approver,
    List<String> deviations,
    List<Item> deficiencies,
    List<Item> correctiveActions,
    @Nullable SignOff signOff,
    @Nullable String nextDate) {

  RecordSettings {
    requireDay(nextDate);
  }

  record Item(String what, @Nullable String owner, @Nullable String due, @Nullable String closed) {

    Item {
      requireDay(due);
      requireDay(closed);
    }

    private HumanRecord.Item item() {
      return new HumanRecord.Item(what, owner, due, closed);
    }
  }

  record SignOff(String by, String on) {

    SignOff {
      requireDay(on);
    }
  }

  private static void requireDay(@Nullable String day) {
    try {
      if (day != null && LocalDate.parse(day).getYear() < 1) {
        throw new IllegalArgumentException("\"" + day + "\" is long ago");
      }
    } catch (DateTimeException no) {
      throw new IllegalArgumentException("\"" + day + "\" must be a day such as 2026-12-01", no);
    }
  }

  HumanRecord record() {
    return new HumanRecord(
        scope,
        exclusions,
        participants,
        approver,
        deviations,
        deficiencies.stream().map(Item::item).toList(),
        correctiveActions.stream().map(Item::item).toList(),
        signOff == null ? null : new HumanRecord.SignOff(signOff.by(), signOff.on()),
        nextDate);
  }
}
