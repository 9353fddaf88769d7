package dev.coppice.verify;

import dev.coppice.attest.Attestation;
import dev.coppice.attest.PlanPredicate;
import dev.coppice.attest.Sealing;
import dev.coppice.attest.SigningKey;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Manifest;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunRecord;
import dev.coppice.judge.Judge;
import dev.coppice.report.Report;
import dev.coppice.report.Reports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An honest bundle under a forger's hands: what he changes is put right again afterwards. */
final class Scene {

  private static final Pattern PREV = Pattern.compile("\"prev\":\"[0-9a-f]{64}\"");
  private static final Pattern OWN = Pattern.compile(",\"hash\":\"[0-9a-f]{64}\"}$");

  final Path folder;

  /** Another honest bundle, of the same scenario and signed by the same key. */
  final Path other;

  private final Map<String, byte[]> honest = new TreeMap<>();
  private final TreeSet<String> touched = new TreeSet<>();
  Random random = new Random(0);

  Scene(Path folder, Path other) throws IOException {
    this.folder = folder;
    this.other = other;
    for (String file : there()) {
      honest.put(file, Files.readAllBytes(folder.resolve(file)));
    }
  }

  private List<String> there() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
          .map(p -> Sealing.name(folder, p))
          .sorted()
          .toList();
    }
  }

  List<String> files() {
    return new ArrayList<>(honest.keySet());
  }

  /** A file as it was before. */
  byte[] honest(String file) {
    return honest.get(file);
  }

  /** One of the files for which that holds. */
  String any(Pattern names) {
    List<String> fit = files().stream().filter(f -> names.matcher(f).matches()).toList();
    return fit.get(random.nextInt(fit.size()));
  }

  byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  String text(String file) throws IOException {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  void write(String file, byte[] bytes) throws IOException {
    touched.add(file);
    Files.createDirectories(folder.resolve(file).getParent());
    Files.deleteIfExists(folder.resolve(file));
    Files.write(folder.resolve(file), bytes);
  }

  void write(String file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  void delete(String file) throws IOException {
    touched.add(file);
    Files.deleteIfExists(folder.resolve(file));
  }

  void link(String file, Path target) throws IOException {
    delete(file);
    Files.createSymbolicLink(folder.resolve(file), target);
  }

  /** Makes every hash of the manifest anew; what was signed of it stays as it was. */
  void reseal() throws IOException {
    Manifest old =
        Json.read(new String(honest.get(Bundle.MANIFEST), StandardCharsets.UTF_8), Manifest.class);
    List<Manifest.Sealed> files = new ArrayList<>();
    for (String file : there()) {
      if (!Sealing.AFTER_THE_SEAL.contains(file)) {
        byte[] bytes = bytes(file);
        files.add(new Manifest.Sealed(file, bytes.length, Hash.sha256(bytes)));
      }
    }
    write(
        Bundle.MANIFEST,
        Json.prettyBytes(
            new Manifest(
                old.format(),
                old.run(),
                old.scenario(),
                old.sequence(),
                old.previous(),
                old.resumes(),
                old.replaces(),
                Hash.sha256(bytes(Bundle.PLAN)),
                old.tool(),
                files),
            Redaction.none()));
  }

  /** Makes every hash of the journal's lines anew. */
  void rejournal(List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    String prev = "0".repeat(64);
    int number = 1;
    for (String line : lines) {
      String bare = OWN.matcher(line).replaceFirst("}");
      bare = PREV.matcher(bare).replaceFirst("\"prev\":\"" + prev + "\"");
      bare = bare.replaceFirst("\"seq\":\\d+", "\"seq\":" + number++);
      String whole =
          bare.substring(0, bare.length() - 1) + ",\"hash\":\"" + Hash.sha256(bare) + "\"}";
      text.append(whole).append('\n');
      prev = Hash.sha256(whole);
    }
    write(Bundle.JOURNAL, text.toString());
  }

  List<String> journal() throws IOException {
    return text(Bundle.JOURNAL).lines().toList();
  }

  /** After the plan was changed: its hash stands in three more files. */
  void replan() throws IOException {
    String old = Json.read(text(Bundle.RUN), RunRecord.class).planSha256();
    String now = Hash.sha256(bytes(Bundle.PLAN));
    write(Bundle.RUN, text(Bundle.RUN).replace(old, now));
    rejournal(journal().stream().map(line -> line.replace(old, now)).toList());
  }

  /** Asks the judge anew and renders what he says. */
  void rejudge() throws IOException {
    Bundle bundle = Bundle.open(folder);
    Evidence evidence = Judge.judge(bundle.facts());
    touched.add(Bundle.EVIDENCE);
    bundle.write(Bundle.EVIDENCE, evidence);
    render();
  }

  void render() throws IOException {
    Bundle bundle = Bundle.open(folder);
    for (Report report : Reports.KINDS.values()) {
      write(report.file(), report.render(bundle.evidence(), bundle.logs(), bundle.isPlanSigned()));
    }
  }

  /** Signs what lies there now. */
  void sign(SigningKey key) {
    touched.add(Bundle.ATTESTATION);
    touched.add(Bundle.TEST_RESULT);
    Attestation.sign(Bundle.open(folder), key, HonestBundle.SIGNED, null);
  }

  /** Signs the plan that lies there now, and notes that in the journal in its old place. */
  void signPlan(SigningKey key) throws IOException {
    signPlan(key, HonestBundle.SIGNED);
  }

  /** The same at another time, as the signer himself says. */
  void signPlan(SigningKey key, Instant at) throws IOException {
    touched.add(Bundle.PLAN_ENVELOPE);
    String old = Hash.sha256(bytes(Bundle.PLAN_ENVELOPE));
    Bundle bundle = Bundle.open(folder);
    PlanPredicate before = Attestation.signedPlan(folder).orElseThrow();
    String now = HonestBundle.signPlan(bundle, before.place(), at, key);
    rejournal(journal().stream().map(line -> line.replace(old, now)).toList());
  }

  /** Replaces the nth match of a pattern in a file; false where it has none. */
  boolean replaceAny(String file, Pattern pattern, String with) throws IOException {
    String text = text(file);
    int places = (int) pattern.matcher(text).results().count();
    if (places == 0) {
      return false;
    }
    Matcher matcher = pattern.matcher(text);
    for (int left = random.nextInt(places); left >= 0; left--) {
      if (!matcher.find()) {
        return false;
      }
    }
    StringBuilder forged = new StringBuilder();
    // Appends all that was passed over as it is.
    matcher.appendReplacement(forged, with);
    matcher.appendTail(forged);
    write(file, forged.toString());
    return true;
  }

  /** Whether anything is other than it was. */
  boolean isForged() throws IOException {
    if (!there().equals(files())) {
      return true;
    }
    for (String file : touched) {
      if (Files.isSymbolicLink(folder.resolve(file))
          || !Arrays.equals(honest.get(file), Files.readAllBytes(folder.resolve(file)))) {
        return true;
      }
    }
    return false;
  }

  void putRight() throws IOException {
    for (String file : there()) {
      if (!honest.containsKey(file)) {
        Files.delete(folder.resolve(file));
      }
    }
    for (String file : touched) {
      byte[] bytes = honest.get(file);
      if (bytes != null) {
        Files.deleteIfExists(folder.resolve(file));
        Files.createDirectories(folder.resolve(file).getParent());
        Files.write(folder.resolve(file), bytes);
      }
    }
    touched.clear();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isDirectory(path) && isEmpty(path)) {
          Files.delete(path);
        }
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.findAny().isEmpty();
    }
  }
}
