package dev.coppice.cli;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.history.Archive;
import dev.coppice.history.RunLine;
import dev.coppice.report.Annotations;
import dev.coppice.report.Metrics;
import dev.coppice.report.Notice;
import dev.coppice.report.RunMarkdown;
import dev.coppice.report.Traces;
import dev.coppice.scenario.Outlets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a run where people look, once it is over: nothing of it can delay a recovery. What does
 * not succeed is told and changes neither verdict nor exit code.
 */
final class Notices {

  /** In the bundle, and so in the report: who was told, and who not. */
  static final String LOG = Bundle.LOGS + "/notices.log";

  /** A step's summary may have 1 MiB, others' among it. */
  private static final long SUMMARY = 1 << 20;

  private final Outlets outlets;
  private final Map<String, String> environment;
  private final Post post;
  private final @Nullable Path metrics;
  private final List<String> lines = new ArrayList<>();

  /**
   * Those to whom it is told.
   *
   * @param metrics a file that the command names, null where it names none
   */
  Notices(Outlets outlets, Map<String, String> environment, @Nullable Path metrics, Post post) {
    this.outlets = outlets;
    this.environment = environment;
    this.metrics = metrics;
    this.post = post;
  }

  /** Tells everybody; gives a line for each that was told or not. */
  List<String> tell(Evidence evidence, int exit, Bundle bundle, PrintWriter err) {
    Path reports = bundle.folder().toAbsolutePath().normalize();
    Path scenario = reports.getParent();
    if (metrics != null) {
      attempt("metrics " + metrics, () -> metrics(metrics, evidence, scenario));
    }
    String folder = outlets.metrics();
    if (folder != null) {
      Path file = Path.of(folder, "coppice-" + evidence.scenario().name() + ".prom");
      attempt("metrics " + file, () -> metrics(file, evidence, scenario));
    }
    if ("true".equals(environment.get("GITHUB_ACTIONS"))) {
      attempt("annotations", () -> annotate(evidence, err));
    }
    String summary = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
    if (!summary.isEmpty()) {
      attempt("summary of the job", () -> summarise(Path.of(summary), evidence));
    }
    Outlets.Webhook webhook = outlets.webhook();
    if (webhook != null) {
      attempt(webhook.toString(), () -> notify(webhook, evidence, exit, bundle));
    }
    Outlets.Collector collector = outlets.otlp();
    if (collector != null) {
      attempt(collector.toString(), () -> trace(collector, evidence));
    }
    if (!lines.isEmpty()) {
      bundle.writeText(LOG, String.join("\n", lines) + "\n");
    }
    return List.copyOf(lines);
  }

  private interface Telling {
    String tell() throws IOException;
  }

  private void attempt(String whom, Telling telling) {
    try {
      lines.add(whom + ": " + telling.tell());
    } catch (IOException | RuntimeException failure) {
      lines.add(
          "%s: NOT TOLD: %s"
              .formatted(
                  whom, failure.getMessage() == null ? failure.toString() : failure.getMessage()));
    }
  }

  private static String metrics(Path file, Evidence evidence, @Nullable Path scenario)
      throws IOException {
    Path target = file.toAbsolutePath();
    // Not ending in .prom: node_exporter must not read half a file.
    Path part = target.resolveSibling(target.getFileName() + ".part");
    Files.writeString(part, Metrics.of(evidence, lastVerified(evidence, scenario)));
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    return "written";
  }

  private static @Nullable Instant lastVerified(Evidence evidence, @Nullable Path scenario) {
    Path reports = scenario == null ? null : scenario.getParent();
    return reports == null
        ? null
        : Archive.read(reports, evidence.scenario().name()).drills().stream()
            .filter(RunLine::isVerified)
            .map(line -> line.outline().startedAt())
            .reduce((a, b) -> b)
            .orElse(null);
  }

  private static String annotate(Evidence evidence, PrintWriter err) {
    List<String> annotations = Annotations.of(evidence);
    annotations.forEach(err::println);
    err.flush();
    return annotations.size() + " given";
  }

  private static String summarise(Path file, Evidence evidence) throws IOException {
    byte[] text = RunMarkdown.of(evidence).getBytes(StandardCharsets.UTF_8);
    long there = Files.exists(file) ? Files.size(file) : 0;
    if (there + text.length > SUMMARY) {
      throw new IOException("it would be larger than 1 MiB, and GitHub would show none of it");
    }
    Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return "written";
  }

  private String notify(Outlets.Webhook webhook, Evidence evidence, int exit, Bundle bundle)
      throws IOException {
    String body = bundle.clean(Notice.of(evidence, exit, bundle.folder().toString()));
    Map<String, String> headers = new LinkedHashMap<>(webhook.headers());
    if (webhook.secret() != null) {
      headers.put("X-Coppice-Signature-256", "sha256=" + signature(webhook.secret(), body));
    }
    headers.put("X-Coppice-Delivery", evidence.run());
    return post.json(webhook.url(), headers, body);
  }

  private String trace(Outlets.Collector collector, Evidence evidence) throws IOException {
    String base = collector.endpoint().toString().replaceAll("/+$", "");
    return post.json(
        java.net.URI.create(base + "/v1/traces"), collector.headers(), Traces.of(evidence));
  }

  /** HMAC-SHA256 of the body's bytes, hexadecimal. */
  static String signature(String secret, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }
}
