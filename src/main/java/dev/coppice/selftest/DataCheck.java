package dev.coppice.selftest;

import dev.coppice.evidence.Json;
import dev.coppice.probe.ExecQuestion;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fact that would find out that data did not come back, written for the scenario. What could be
 * asked is tried on the standing stack.
 */
final class DataCheck {

  private static final int MAX_BYTES = 1 << 20;

  /** How long the standing stack is given for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** All rows of all tables: {@code count(*)} is exact, where the statistics are not. */
  private static final String ROWS =
      "select coalesce(sum((xpath('/row/n/text()', query_to_xml(format('select count(*) as n from"
          + " %I.%I', schemaname, tablename), false, true, '')))[1]::text::bigint), 0) from"
          + " pg_tables where schemaname not in ('pg_catalog', 'information_schema')";

  private DataCheck() {}

  /** For the first restore. */
  static String of(Subject subject) {
    Scenario.Restore restore = Targets.restores(subject).get(0);
    List<ExecQuestion> candidates = candidates(subject, restore);
    ExecQuestion chosen =
        candidates.stream()
            .filter(candidate -> tells(subject, candidate))
            .findFirst()
            .orElse(candidates.get(candidates.size() - 1));
    boolean first = subject.scenario().facts().isEmpty();
    return (first ? "facts:%n" : "# under facts:%n").formatted()
        + "  - name: what backup %s brings is the same%n".formatted(restore.backup())
        + "    exec:%n      service: %s%n".formatted(chosen.service())
        + "      command: %s%n".formatted(Json.line(chosen.command()))
        + "    reads: [%s]%n".formatted(String.join(", ", restore.brings()));
  }

  private static boolean tells(Subject subject, ExecQuestion question) {
    String text = subject.told(question, PATIENCE);
    return text != null && !text.isBlank() && !text.strip().equals("0");
  }

  /** The most telling first; there is always one. */
  private static List<ExecQuestion> candidates(Subject subject, Scenario.Restore restore) {
    List<ExecQuestion> candidates = new ArrayList<>();
    Scenario.Backup backup = subject.scenario().backups().get(restore.backup());
    Scenario.ServiceCommand make = backup == null ? null : backup.make();
    if (backup != null && make != null && makesTheSame(subject, backup, make)) {
      candidates.add(shell(make.service(), quoted(make.command()) + " | cksum"));
      candidates.add(new ExecQuestion(make.service(), make.command(), 0, null));
    }
    Stream.of(Optional.ofNullable(make), Optional.of(restore.command()))
        .flatMap(Optional::stream)
        .flatMap(command -> ofDatabase(command).stream())
        .forEach(candidates::add);
    candidates.add(files(subject, restore));
    return candidates;
  }

  /** Only a command that makes the same file of the same data can tell whether it is the same. */
  private static boolean makesTheSame(
      Subject subject, Scenario.Backup backup, Scenario.ServiceCommand make) {
    try {
      if (Files.size(backup.file()) > MAX_BYTES) {
        return false;
      }
      String text =
          subject.told(new ExecQuestion(make.service(), make.command(), 0, null), PATIENCE);
      return new String(Files.readAllBytes(backup.file()), StandardCharsets.UTF_8).equals(text);
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<ExecQuestion> ofDatabase(Scenario.ServiceCommand command) {
    String line = String.join(" ", command.command());
    String service = command.service();
    if (line.matches("(?s).*\\b(pg_dump|pg_restore|psql)\\b.*")) {
      return Optional.of(postgres(service, List.of(line.split("\\s+"))));
    }
    if (line.matches("(?s).*\\b(mysqldump|mariadb-dump)\\b.*")) {
      List<String> bare =
          command.command().stream()
              .map(
                  word ->
                      word.replaceFirst(
                          "\\b(mysqldump|mariadb-dump)\\b", "$1 --skip-comments --skip-dump-date"))
              .toList();
      String shell =
          bare.size() > 2 && bare.get(1).startsWith("-") && bare.get(1).endsWith("c")
              ? "(" + String.join(" ", bare.subList(2, bare.size())) + ")"
              : String.join(" ", bare);
      return Optional.of(shell(service, shell + " | cksum"));
    }
    return line.contains("redis-cli")
        ? Optional.of(new ExecQuestion(service, List.of("redis-cli", "dbsize"), 0, null))
        : Optional.empty();
  }

  private static ExecQuestion postgres(String service, List<String> words) {
    List<String> command = new ArrayList<>(List.of("psql"));
    String database = null;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      if (word.startsWith("--username=")
          || word.startsWith("--host=")
          || word.startsWith("--port=")) {
        command.add(word);
      } else if (List.of("-U", "-h", "-p").contains(word)) {
        command.addAll(List.of(word, next));
        i++;
      } else if (word.startsWith("--dbname=")) {
        database = word.substring("--dbname=".length());
      } else if (word.equals("-d")) {
        database = next;
        i++;
      } else if (i == words.size() - 1 && word.matches("\\w+") && words.contains("pg_dump")) {
        database = word;
      }
    }
    if (database != null) {
      command.add("--dbname=" + database);
    }
    command.addAll(List.of("-tAc", ROWS));
    return new ExecQuestion(service, command, 0, null);
  }

  private static ExecQuestion files(Subject subject, Scenario.Restore restore) {
    Service service = subject.stack().service(restore.command().service());
    String folder =
        service.mounts().stream()
            .filter(mount -> restore.brings().contains(String.valueOf(mount.source())))
            .map(Service.Mount::target)
            .findFirst()
            .orElse("/");
    return shell(
        service.name(),
        "cd %s && find . -type f -exec cksum {} + | sort | cksum".formatted(folder));
  }

  private static ExecQuestion shell(String service, String line) {
    return new ExecQuestion(service, List.of("sh", "-c", line), 0, null);
  }

  private static String quoted(List<String> argv) {
    StringBuilder line = new StringBuilder();
    for (String word : argv) {
      line.append(line.isEmpty() ? "" : " ");
      line.append(
          word.matches("[A-Za-z0-9_./:=@,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }
}
