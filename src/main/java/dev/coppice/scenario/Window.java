package dev.coppice.scenario;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When a drill may begin.
 *
 * @param days on which the window opens
 * @param from when it opens
 * @param to when it closes; not after {@code from} where it lasts past midnight
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm VV", Locale.ROOT);

  public Window {
    days = Set.copyOf(days);
  }

  public boolean isOpen(Instant now) {
    ZonedDateTime here = now.atZone(zone);
    LocalTime time = here.toLocalTime();
    DayOfWeek today = here.getDayOfWeek();
    if (from.isBefore(to)) {
      return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
    }
    // Past midnight it is still the window of the day before.
    return (days.contains(today) && !time.isBefore(from))
        || (days.contains(today.minus(1)) && time.isBefore(to));
  }

  /** When it opens next, in words. */
  public Optional<String> opens(Instant now) {
    ZonedDateTime here = now.atZone(zone);
    for (int day = 0; day <= 7; day++) {
      ZonedDateTime opens = here.toLocalDate().plusDays(day).atTime(from).atZone(zone);
      if (days.contains(opens.getDayOfWeek()) && opens.isAfter(here)) {
        return Optional.of(MOMENT.format(opens));
      }
    }
    return Optional.empty();
  }

  /** A moment as the window sees it. */
  public String inWords(Instant now) {
    return MOMENT.format(now.atZone(zone));
  }

  public String inWords() {
    String on =
        days.size() == 7
            ? "daily"
            : "on "
                + List.of(DayOfWeek.values()).stream()
                    .filter(days::contains)
                    .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
    return "%s from %s to %s %s".formatted(on, HOUR.format(from), closes(), zone.getId());
  }

  private String closes() {
    return to.equals(LocalTime.MIDNIGHT) ? "24:00" : HOUR.format(to);
  }
}
