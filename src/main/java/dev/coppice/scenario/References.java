package dev.coppice.scenario;

import dev.coppice.data.LedgerQuestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of {@code ${env:NAME}} and {@code ${file:PATH}}, where those are
 * allowed, and keeps what came that way out of all messages.
 */
final class References {

  /** How large a file may be that a reference names: 64 KiB. */
  static final int MAX_BYTES = 64 << 10;

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");
  private static final Set<String> LEDGER = Set.of("write", "read", "clean");
  private static final String TOKEN = "{{token}}";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, String> environment;
  private final Folder folder;
  private final Set<String> questions;
  private final Problems problems;

  /**
   * @param questions the kinds of probe: their settings may hold references
   */
  References(
      Map<String, String> environment, Folder folder, Set<String> questions, Problems problems) {
    this.environment = environment;
    this.folder = folder;
    this.questions = questions;
    this.problems = problems;
  }

  Yaml resolved(Yaml root) {
    return mapped(
        root,
        (key, value) ->
            switch (key) {
              case "steady-state" -> steadyState(value);
              case "halt-if" -> probe(value);
              case "facts" -> probes(value);
              case "ledger" -> ledger(value);
              default -> refused(value);
            });
  }

  private Yaml steadyState(Yaml settings) {
    return mapped(settings, (key, value) -> key.equals("probes") ? probes(value) : refused(value));
  }

  private Yaml probes(Yaml probes) {
    if (!(probes instanceof Yaml.Items)) {
      return refused(probes);
    }
    List<Yaml> items = probes.items().stream().map(this::probe).toList();
    return new Yaml.Items(probes.place(), items);
  }

  private Yaml ledger(Yaml settings) {
    return mapped(
        settings, (key, value) -> LEDGER.contains(key) ? tokens(probe(value)) : refused(value));
  }

  /** The place of a write's token, in a form that can stand anywhere in a question. */
  private static Yaml tokens(Yaml tree) {
    if (tree instanceof Yaml.Scalar scalar) {
      return scalar.value().contains(TOKEN)
          ? scalar.as(scalar.value().replace(TOKEN, LedgerQuestions.TOKEN), scalar.form())
          : scalar;
    }
    if (tree instanceof Yaml.Items) {
      return new Yaml.Items(tree.place(), tree.items().stream().map(References::tokens).toList());
    }
    if (tree instanceof Yaml.Mapping mapping) {
      return new Yaml.Mapping(
          mapping.place(),
          mapping.entries().stream()
              .map(e -> new Yaml.Entry(e.place(), e.key(), tokens(e.value())))
              .toList());
    }
    return tree;
  }

  private Yaml probe(Yaml probe) {
    return mapped(
        probe, (key, value) -> questions.contains(key) ? question(value) : refused(value));
  }

  private Yaml question(Yaml settings) {
    if (settings instanceof Yaml.Items) {
      return new Yaml.Items(
          settings.place(), settings.items().stream().map(this::question).toList());
    }
    if (settings instanceof Yaml.Scalar scalar) {
      return REFERENCE.matcher(scalar.value()).find() ? resolved(scalar) : scalar;
    }
    return mapped(settings, (key, value) -> question(value));
  }

  private Yaml refused(Yaml tree) {
    if (tree instanceof Yaml.Items) {
      return new Yaml.Items(tree.place(), tree.items().stream().map(this::refused).toList());
    }
    if (tree instanceof Yaml.Scalar scalar) {
      boolean fine = !isRefused(scalar.value(), scalar.place());
      return fine ? scalar : scalar.as(scalar.value(), Yaml.Form.UNRESOLVED);
    }
    return mapped(tree, (key, value) -> refused(value));
  }

  private boolean isRefused(String text, Place place) {
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.find()) {
      return false;
    }
    String kinds = Scalars.or(List.copyOf(questions));
    problems.add(
        place, reference.group() + " is resolved only in the values of a probe's " + kinds);
    return true;
  }

  private interface Change {
    Yaml of(String key, Yaml value);
  }

  /** A mapping with its values changed; references in keys are refused. */
  private Yaml mapped(Yaml tree, Change change) {
    if (!(tree instanceof Yaml.Mapping mapping)) {
      return tree;
    }
    mapping.entries().forEach(entry -> isRefused(entry.key(), entry.place()));
    List<Yaml.Entry> entries =
        mapping.entries().stream()
            .map(e -> new Yaml.Entry(e.place(), e.key(), change.of(e.key(), e.value())))
            .toList();
    return new Yaml.Mapping(mapping.place(), entries);
  }

  private Yaml resolved(Yaml.Scalar scalar) {
    Matcher reference = REFERENCE.matcher(scalar.value());
    StringBuilder value = new StringBuilder();
    Yaml.Form form = Yaml.Form.RESOLVED;
    while (reference.find()) {
      String name = reference.group(2);
      String secret =
          reference.group(1).equals("env") ? variable(name, scalar) : file(name, scalar);
      if (secret == null) {
        form = Yaml.Form.UNRESOLVED;
        continue;
      }
      problems.hide(secret, reference.group());
      reference.appendReplacement(value, Matcher.quoteReplacement(secret));
    }
    reference.appendTail(value);
    return scalar.as(value.toString(), form);
  }

  private @Nullable String variable(String name, Yaml.Scalar at) {
    if (!VARIABLE.matcher(name).matches()) {
      problems.add(at.place(), "${env:" + name + "} does not name an environment variable");
      return null;
    }
    String value = environment.get(name);
    String what = "the environment variable " + name + " ";
    if (value == null) {
      problems.unknown(at.place(), what + "is not set", name, environment.keySet());
    } else if (value.isEmpty()) {
      problems.add(at.place(), what + "is empty");
    }
    return value == null || value.isEmpty() ? null : value;
  }

  private @Nullable String file(String name, Yaml.Scalar at) {
    Path file = folder.resolve(name, at.place(), problems);
    if (file == null) {
      return null;
    }
    String what = "${file:" + name + "}: ";
    if (!Files.isRegularFile(file)) {
      problems.add(at.place(), what + "there is no such file");
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        problems.add(at.place(), what + "the file is larger than 64 KiB");
        return null;
      }
      return text(bytes, what, at);
    } catch (CharacterCodingException e) {
      problems.add(at.place(), what + "the file is not UTF-8");
    } catch (IOException e) {
      problems.add(at.place(), what + "the file cannot be read");
    }
    return null;
  }

  /** What a file holds without the line end that editors leave behind its last line. */
  private @Nullable String text(byte[] bytes, String what, Yaml.Scalar at)
      throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    String bare = text.replaceFirst("\\r?\\n\\z", "");
    if (bare.isEmpty()) {
      problems.add(at.place(), what + "the file is empty");
      return null;
    }
    return bare;
  }
}
