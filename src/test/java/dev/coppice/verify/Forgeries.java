package dev.coppice.verify;

import static dev.coppice.verify.Forgery.of;

import dev.coppice.attest.SigningKey;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Hash;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/** How bundles are forged: one line a kind. */
final class Forgeries {

  private static final Pattern ANY = Pattern.compile(".*");
  private static final Pattern LINES = Pattern.compile(".*\\.ndjson");
  private static final Pattern JSON = Pattern.compile(".*\\.json");
  private static final Pattern RECORD = Pattern.compile("(?!.*dsse|manifest).*\\.json");
  private static final Pattern ENVELOPE = Pattern.compile(".*\\.dsse\\.json");
  private static final Pattern AFTER = Pattern.compile("(attestation|test-result)\\.dsse\\.json");
  private static final Pattern NUMBER = Pattern.compile("(?<=: )\\d+(\\.\\d+)?(?=[,\\n])");
  private static final SigningKey STRANGER = SigningKey.fresh();

  private Forgeries() {}

  /**
   * All kinds.
   *
   * @param key that honest bundles are signed with: a few forgers have it, and lie all the same
   */
  static List<Forgery> all(SigningKey key) {
    List<Forgery> all = new ArrayList<>();
    for (Forgery edit : edits()) {
      all.add(edit);
      all.add(edit.and("the manifest made anew", Scene::reseal));
    }
    all.addAll(files());
    all.addAll(numbers(key));
    all.addAll(manifests());
    all.addAll(envelopes(key));
    all.addAll(exchanges(key));
    return all;
  }

  /** Somebody who knows nothing of Coppice. */
  private static List<Forgery> edits() {
    return List.of(
        of("a byte is another", s -> bytes(s, s.any(ANY), Forgeries::flipped)),
        of("a bit is another", s -> bytes(s, s.any(ANY), Forgeries::bit)),
        of("a byte is put in", s -> bytes(s, s.any(ANY), Forgeries::grown)),
        of("a byte is taken out", s -> bytes(s, s.any(ANY), Forgeries::shrunk)),
        of("the end is cut off", s -> bytes(s, s.any(ANY), Forgeries::cut)),
        of("a file is emptied", s -> bytes(s, s.any(ANY), (r, b) -> new byte[0])),
        of("something is added to a file", s -> bytes(s, s.any(ANY), (r, b) -> longer(b, "x"))),
        of("a line break is added", s -> bytes(s, s.any(ANY), (r, b) -> longer(b, "\n"))),
        of("two parts change places", s -> bytes(s, s.any(ANY), Forgeries::turned)),
        of("a file is another run's", s -> swapped(s, s.any(ANY))),
        of("a file is another file", s -> write(s, s.any(ANY), s.bytes(s.any(ANY)))),
        of("a line is left out", s -> lines(s, Forgeries::dropped)),
        of("a line stands twice", s -> lines(s, Forgeries::doubled)),
        of("two lines change places", s -> lines(s, Forgeries::reordered)),
        of("all lines are turned round", s -> lines(s, (r, l) -> reversed(l))),
        of("the last line is torn", s -> bytes(s, s.any(LINES), Forgeries::torn)),
        of("a name stands twice in an object", s -> doubledName(s, s.any(JSON))),
        of("a number is smaller", s -> s.replaceAny(s.any(RECORD), NUMBER, "1")),
        of("a failure passes", s -> s.replaceAny(s.any(LINES), word("false"), "true")),
        of("a false is a true", s -> s.replaceAny(s.any(RECORD), word("false"), "true")),
        of("a word is another", s -> s.replaceAny(s.any(RECORD), word("unknown"), "true")));
  }

  /** What lies where. */
  private static List<Forgery> files() {
    return List.of(
        of("a file is gone", s -> deleted(s, s.any(ANY))),
        of("a file is there that nobody listed", s -> write(s, "notes.txt", bytes("x"))),
        of("a file is there in a folder of its own", s -> write(s, "more/x.json", bytes("{}"))),
        of("a file has another name", s -> renamed(s, s.any(ANY))),
        of("a file is a link to its like", Forgeries::linked),
        of("a file is a link to the other run's", s -> linkedTo(s, s.any(ANY))),
        of("a file is a link that leads nowhere", s -> linkedTo(s, s.any(ANY), "nowhere")),
        of("a folder of logs is a link", Forgeries::linkedFolder),
        of("only the page is another", s -> s.replaceAny("report.html", word("the"), "no")),
        of("only the page says verified", s -> s.replaceAny("report.html", verdict(), "VERIFIED")),
        of(
            "only the page says signed",
            s -> s.replaceAny("report.html", word("before"), "long before")),
        of("only junit.xml passes", s -> s.replaceAny("junit.xml", word("coppice"), "passed")));
  }

  /** Somebody who knows Coppice, and has no key, another one, or the very key. */
  private static List<Forgery> numbers(SigningKey key) {
    Forgery verdict =
        of("the verdict is better", s -> s.replaceAny(Bundle.EVIDENCE, verdict(), "VERIFIED"));
    Forgery smaller = of("a number is better", s -> s.replaceAny(Bundle.EVIDENCE, NUMBER, "0.5"));
    Forgery passes = of("probes pass", s -> s.replaceAny(Bundle.PROBES, word("false"), "true"));
    Forgery faster =
        of(
            "an answer is faster",
            s -> s.replaceAny(Bundle.PROBES, Pattern.compile("\"endedMs\":\\d+"), "\"endedMs\":1"));
    Forgery gone = of("events are left out", s -> lines(s, Bundle.EVENTS, Forgeries::dropped));
    Forgery target =
        of(
            "an objective is easier",
            s ->
                s.replaceAny(
                    Bundle.PLAN, Pattern.compile("\"targetMs\" : \\d+"), "\"targetMs\" : 900000"));
    Forgery lost =
        of(
            "a target was none",
            s ->
                s.replaceAny(
                    Bundle.PLAN, Pattern.compile("\"survives\" : false"), "\"survives\" : true"));
    List<Forgery> all = new ArrayList<>();
    for (Forgery one : List.of(verdict, smaller)) {
      Forgery shown = one.and("rendered and sealed anew", s -> rendered(s));
      all.add(shown);
      all.add(shown.and("signed by another key", s -> s.sign(STRANGER)));
      // The judge, asked again, says something else.
      all.add(shown.and("signed by the key itself", s -> s.sign(key)));
    }
    for (Forgery one : List.of(passes, faster, gone)) {
      Forgery judged = one.and("judged and sealed anew", s -> judged(s));
      all.add(judged);
      all.add(judged.and("signed by another key", s -> s.sign(STRANGER)));
      all.add(judged.and("without signatures", Forgeries::unsigned));
    }
    for (Forgery one : List.of(target, lost)) {
      Forgery judged = one.and("with its hashes, judged and sealed anew", s -> replanned(s));
      all.add(judged);
      all.add(judged.and("signed by another key", s -> s.sign(STRANGER)));
      all.add(judged.and("all of it signed by another key", s -> signedAnew(s, STRANGER)));
      // The plan that was signed before impact says something else.
      all.add(judged.and("signed by the key itself", s -> s.sign(key)));
    }
    return all;
  }

  private static List<Forgery> manifests() {
    return List.of(
        manifest("a path climbs", "\"path\" : \"logs/", "\"path\" : \"../logs/"),
        manifest("a path climbs from within", "\"path\" : \"logs/", "\"path\" : \"logs/../../"),
        manifest("a path is absolute", "\"path\" : \"logs/", "\"path\" : \"/logs/"),
        manifest("a path has another slash", "\"path\" : \"logs/", "\"path\" : \"logs\\\\\\\\"),
        manifest("a path has a drive", "\"path\" : \"logs/", "\"path\" : \"C:logs/"),
        manifest(
            "it lists what was signed of it",
            "\"path\" : \"plan.json",
            "\"path\" : \"attestation.dsse.json"),
        manifest("another number", "\"sequence\" : \\d+", "\"sequence\" : 7"),
        manifest("another run before it", "\"previous\" : [^,]+", "\"previous\" : null"),
        manifest("another run", "\"run\" : \"[^\"]+", "\"run\" : \"r7"),
        manifest("another scenario", "\"scenario\" : \"[^\"]+", "\"scenario\" : \"other"),
        manifest("a later format", "manifest/v1", "manifest/v2"),
        manifest(
            "it resumes another", "\"resumes\" : null", "\"resumes\" : \"" + "a".repeat(64) + "\""),
        manifest("a size is another", "\"bytes\" : \\d+", "\"bytes\" : 3"),
        manifest("a hash is another", "\"sha256\" : \"[0-9a-f]", "\"sha256\" : \"x"),
        of("the manifest of another run", s -> swapped(s, Bundle.MANIFEST)),
        of(
            "a blank more in the manifest",
            s -> s.replaceAny(Bundle.MANIFEST, Pattern.compile(" : "), " :  ")));
  }

  private static Forgery manifest(String what, String pattern, String with) {
    return of(
        "manifest: " + what, s -> s.replaceAny(Bundle.MANIFEST, Pattern.compile(pattern), with));
  }

  private static List<Forgery> envelopes(SigningKey key) {
    return List.of(
        of("an envelope is gone", s -> deleted(s, s.any(ENVELOPE))),
        of("what was signed after the seal is gone", Forgeries::unsignedIsForged),
        of("the payload says more", s -> payload(s, s.any(AFTER), "NOT_VERIFIED", "VERIFIED")),
        of("the payload is of another run", s -> payload(s, s.any(AFTER), "\"r1\"", "\"r2\"")),
        of("the payload has another type", s -> payload(s, s.any(AFTER), "/v", "/w")),
        of(
            "the payload has a name twice",
            s -> payload(s, s.any(AFTER), "\\{\"_type\"", "{\"x\":1,\"x\":2,\"_type\"")),
        of(
            "another payload type",
            s -> field(s, "application/vnd.in-toto\\+json", "application/json")),
        of("another spelling of the type", s -> field(s, "in-toto", "IN-TOTO")),
        of(
            "another key's id",
            s -> field(s, "(?<=\"keyid\" : \")[0-9a-f]{64}", STRANGER.publicHalf().id())),
        of("no key's id", s -> field(s, "\"keyid\" : \"[0-9a-f]{64}\"", "\"keyid\" : null")),
        of("the key's id in capitals", s -> capitals(s, s.any(AFTER))),
        of("the signature of another run", s -> otherSignature(s, s.any(ENVELOPE))),
        of("no signature", s -> field(s, "(?s)\"signatures\" : \\[.*\\]", "\"signatures\" : []")),
        of("an empty signature", s -> field(s, "(?<=\"sig\" : \")[^\"]+", "")),
        of(
            "a signature of zeros",
            s ->
                field(
                    s,
                    "(?<=\"sig\" : \")[^\"]+",
                    Base64.getEncoder().encodeToString(new byte[64]))),
        of("a signature with a larger number", s -> larger(s, s.any(AFTER))),
        of("a second signature by a stranger", s -> second(s, s.any(AFTER))),
        of("no padding in the base64", s -> field(s, "==\"", "\"")),
        of("blanks in the base64", s -> field(s, "(?<=\"payload\" : \".{20})", " ")),
        of("the other alphabet", s -> alphabet(s, s.any(AFTER))),
        of("bits behind the end of the base64", s -> trailing(s, s.any(AFTER))),
        of("a field more", s -> field(s, "\\{\\n", "{\n  \"more\" : 1,\n")),
        of(
            "a field twice",
            s -> field(s, "\"payloadType\"", "\"payloadType\" : \"x\", \"payloadType\"")),
        of("an envelope is another", s -> write(s, s.any(ENVELOPE), s.bytes(s.any(ENVELOPE)))),
        of("an envelope is the other run's", s -> swapped(s, s.any(ENVELOPE))),
        of("all envelopes are the other run's", Forgeries::allEnvelopes),
        of("a statement by a stranger", s -> signedBy(s, STRANGER)),
        of("the test result alone by a stranger", Forgeries::resultByStranger),
        of("all of it by a stranger", s -> signedAnew(s, STRANGER)),
        // Whoever has the key can do a lot; this not.
        of("signed, and then sealed anew", s -> sealedAgain(s, key)));
  }

  private static List<Forgery> exchanges(SigningKey key) {
    return List.of(
        of(
            "the plan is exchanged after impact, with all hashes, by a stranger",
            s -> exchanged(s, STRANGER, STRANGER)),
        of(
            "the plan is exchanged after impact by a stranger, the rest signed by the key",
            s -> exchanged(s, STRANGER, key)),
        of("the plan is signed after impact, by the key itself", s -> signedLate(s, key)),
        of(
            "the plan is signed after impact and says so, by the key itself",
            s -> signedWithItsTime(s, key)),
        of("the plan is signed and never noted, by the key itself", s -> neverNoted(s, key)),
        of("the signed plan is left out, by the key itself", s -> planLeftOut(s, key)),
        of("the journal is another run's", s -> journalOfOther(s)));
  }

  // ---------------------------------------------------------------------------------------------

  /** Changes bytes. */
  interface Bytes {
    byte[] of(Random random, byte[] bytes);
  }

  /** Changes lines. */
  interface Lines {
    List<String> of(Random random, List<String> lines);
  }

  private static Pattern word(String word) {
    return Pattern.compile("\\b" + word + "\\b");
  }

  private static Pattern verdict() {
    return Pattern.compile("NOT_VERIFIED|INCONCLUSIVE");
  }

  private static boolean bytes(Scene scene, String file, Bytes change) throws IOException {
    byte[] bytes = scene.bytes(file);
    return bytes.length > 1 && write(scene, file, change.of(scene.random, bytes));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean write(Scene scene, String file, byte[] bytes) throws IOException {
    scene.write(file, bytes);
    return true;
  }

  private static byte[] flipped(Random random, byte[] bytes) {
    byte[] copy = bytes.clone();
    copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    return copy;
  }

  private static byte[] bit(Random random, byte[] bytes) {
    byte[] copy = bytes.clone();
    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  private static byte[] grown(Random random, byte[] bytes) {
    int at = random.nextInt(bytes.length);
    byte[] copy = Arrays.copyOf(bytes, bytes.length + 1);
    System.arraycopy(bytes, at, copy, at + 1, bytes.length - at);
    copy[at] = (byte) (' ' + random.nextInt(90));
    return copy;
  }

  private static byte[] shrunk(Random random, byte[] bytes) {
    int at = random.nextInt(bytes.length);
    byte[] copy = Arrays.copyOf(bytes, bytes.length - 1);
    System.arraycopy(bytes, at + 1, copy, at, bytes.length - at - 1);
    return copy;
  }

  private static byte[] cut(Random random, byte[] bytes) {
    return Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  private static byte[] longer(byte[] bytes, String more) {
    byte[] tail = more.getBytes(StandardCharsets.UTF_8);
    byte[] copy = Arrays.copyOf(bytes, bytes.length + tail.length);
    System.arraycopy(tail, 0, copy, bytes.length, tail.length);
    return copy;
  }

  private static byte[] turned(Random random, byte[] bytes) {
    int at = 1 + random.nextInt(bytes.length - 1);
    byte[] copy = new byte[bytes.length];
    System.arraycopy(bytes, at, copy, 0, bytes.length - at);
    System.arraycopy(bytes, 0, copy, bytes.length - at, at);
    return copy;
  }

  private static byte[] torn(Random random, byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 1 - random.nextInt(Math.min(20, bytes.length - 1)));
  }

  private static boolean swapped(Scene scene, String file) throws IOException {
    Path others = scene.other.resolve(file);
    return Files.exists(others) && write(scene, file, Files.readAllBytes(others));
  }

  private static boolean deleted(Scene scene, String file) throws IOException {
    scene.delete(file);
    return true;
  }

  private static boolean renamed(Scene scene, String file) throws IOException {
    byte[] bytes = scene.bytes(file);
    scene.delete(file);
    return write(scene, file + "~", bytes);
  }

  private static boolean linked(Scene scene) throws IOException {
    String file = scene.any(ANY);
    Path aside = scene.folder.resolveSibling("aside");
    Files.write(aside, scene.bytes(file));
    scene.link(file, aside);
    return true;
  }

  private static boolean linkedTo(Scene scene, String file) throws IOException {
    scene.link(file, scene.other.resolve(file));
    return true;
  }

  private static boolean linkedTo(Scene scene, String file, String where) throws IOException {
    scene.link(file, Path.of(where));
    return true;
  }

  private static boolean linkedFolder(Scene scene) throws IOException {
    for (String file : scene.files()) {
      if (file.startsWith("logs/")) {
        scene.delete(file);
      }
    }
    Files.delete(scene.folder.resolve("logs"));
    Files.createSymbolicLink(scene.folder.resolve("logs"), scene.other.resolve("logs"));
    return true;
  }

  private static boolean lines(Scene scene, Lines change) throws IOException {
    return lines(scene, scene.any(LINES), change);
  }

  private static boolean lines(Scene scene, String file, Lines change) throws IOException {
    List<String> lines = scene.text(file).lines().toList();
    if (lines.size() < 2) {
      return false;
    }
    List<String> changed = change.of(scene.random, new ArrayList<>(lines));
    return write(scene, file, (String.join("\n", changed) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> dropped(Random random, List<String> lines) {
    lines.remove(random.nextInt(lines.size()));
    return lines;
  }

  private static List<String> doubled(Random random, List<String> lines) {
    int at = random.nextInt(lines.size());
    lines.add(at, lines.get(at));
    return lines;
  }

  private static List<String> reordered(Random random, List<String> lines) {
    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    return lines;
  }

  private static List<String> reversed(List<String> lines) {
    Collections.reverse(lines);
    return lines;
  }

  private static boolean doubledName(Scene scene, String file) throws IOException {
    return scene.replaceAny(
        file,
        Pattern.compile("(\"[A-Za-z0-9]+\" : )(\"[^\"]*\"|\\d+|null|true|false)"),
        "$1 null, $1$2");
  }

  private static void rendered(Scene scene) throws IOException {
    scene.render();
    scene.reseal();
  }

  private static void judged(Scene scene) throws IOException {
    scene.rejudge();
    scene.reseal();
  }

  private static void replanned(Scene scene) throws IOException {
    scene.replan();
    judged(scene);
  }

  private static void unsigned(Scene scene) throws IOException {
    scene.delete(Bundle.ATTESTATION);
    scene.delete(Bundle.TEST_RESULT);
  }

  private static boolean unsignedIsForged(Scene scene) throws IOException {
    unsigned(scene);
    return true;
  }

  private static boolean signedBy(Scene scene, SigningKey key) {
    scene.sign(key);
    return true;
  }

  private static boolean signedAnew(Scene scene, SigningKey key) throws IOException {
    scene.signPlan(key);
    judged(scene);
    scene.sign(key);
    return true;
  }

  private static boolean sealedAgain(Scene scene, SigningKey key) throws IOException {
    scene.sign(key);
    scene.write("notes.txt", "x");
    scene.reseal();
    return true;
  }

  private static boolean payload(Scene scene, String file, String pattern, String with)
      throws IOException {
    String envelope = scene.text(file);
    var found = Pattern.compile("(?<=\"payload\" : \")[^\"]+").matcher(envelope);
    if (!found.find()) {
      return false;
    }
    String says = new String(Base64.getDecoder().decode(found.group()), StandardCharsets.UTF_8);
    String forged = says.replaceFirst(pattern, with);
    String encoded = Base64.getEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
    scene.write(file, found.replaceFirst(encoded));
    return !forged.equals(says);
  }

  private static boolean field(Scene scene, String pattern, String with) throws IOException {
    String file = scene.any(AFTER);
    String text = scene.text(file);
    String forged = Pattern.compile(pattern).matcher(text).replaceFirst(with);
    scene.write(file, forged);
    return !forged.equals(text);
  }

  private static String signature(String envelope) {
    var found = Pattern.compile("(?<=\"sig\" : \")[^\"]+").matcher(envelope);
    return found.find() ? found.group() : "";
  }

  private static boolean capitals(Scene scene, String file) throws IOException {
    String text = scene.text(file);
    var found = Pattern.compile("(?<=\"keyid\" : \")[0-9a-f]{64}").matcher(text);
    scene.write(file, found.replaceFirst(id -> id.group().toUpperCase(Locale.ROOT)));
    return true;
  }

  private static boolean otherSignature(Scene scene, String file) throws IOException {
    String text = scene.text(file);
    String others = signature(Files.readString(scene.other.resolve(file)));
    scene.write(file, text.replace(signature(text), others));
    return true;
  }

  /** The group's order added to its second half: some libraries take that for the same. */
  private static boolean larger(Scene scene, String file) throws IOException {
    String text = scene.text(file);
    byte[] sig = Base64.getDecoder().decode(signature(text));
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] half = reversed(Arrays.copyOfRange(sig, 32, 64));
    byte[] sum = reversed(new BigInteger(1, half).add(order).toByteArray());
    byte[] forged = Arrays.copyOf(sig, 64);
    System.arraycopy(Arrays.copyOf(sum, 32), 0, forged, 32, 32);
    scene.write(file, text.replace(signature(text), Base64.getEncoder().encodeToString(forged)));
    return true;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[bytes.length - 1 - i];
    }
    return turned;
  }

  private static boolean second(Scene scene, String file) throws IOException {
    String before = scene.text(file);
    scene.sign(STRANGER);
    String strangers = scene.text(file);
    for (String one : List.of(Bundle.ATTESTATION, Bundle.TEST_RESULT)) {
      scene.write(one, scene.honest(one));
    }
    String mark = "\"signatures\" : [ ";
    String two = strangers.substring(strangers.indexOf(mark) + mark.length());
    two = two.substring(0, two.indexOf(" ]"));
    scene.write(file, before.replace(mark, mark + two + ", "));
    return true;
  }

  private static boolean alphabet(Scene scene, String file) throws IOException {
    String text = scene.text(file);
    String sig = signature(text);
    String other = sig.replace('+', '-').replace('/', '_');
    scene.write(file, text.replace(sig, other));
    return !other.equals(sig);
  }

  /** 64 bytes leave four bits of the last character unused. */
  private static boolean trailing(Scene scene, String file) throws IOException {
    String text = scene.text(file);
    String sig = signature(text);
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    int last = sig.length() - 3;
    char other = letters.charAt(letters.indexOf(sig.charAt(last)) ^ (1 + scene.random.nextInt(15)));
    scene.write(file, text.replace(sig, sig.substring(0, last) + other + "=="));
    return true;
  }

  private static boolean allEnvelopes(Scene scene) throws IOException {
    for (String file : List.of(Bundle.PLAN_ENVELOPE, Bundle.ATTESTATION, Bundle.TEST_RESULT)) {
      swapped(scene, file);
    }
    return true;
  }

  private static boolean resultByStranger(Scene scene) throws IOException {
    scene.sign(STRANGER);
    scene.write(Bundle.ATTESTATION, scene.honest(Bundle.ATTESTATION));
    return true;
  }

  /** Easier goalposts, and everything that depends on them made anew. */
  private static boolean exchanged(Scene scene, SigningKey plan, SigningKey outcome)
      throws IOException {
    if (!scene.replaceAny(
        Bundle.PLAN, Pattern.compile("\"timeoutMs\" : \\d+"), "\"timeoutMs\" : 900000")) {
      return false;
    }
    scene.replan();
    scene.signPlan(plan);
    judged(scene);
    scene.sign(outcome);
    return true;
  }

  /** Whoever has the key signs another plan when all is over, and notes it where it belongs. */
  private static boolean signedLate(Scene scene, SigningKey key) throws IOException {
    scene.signPlan(key);
    String now = Hash.sha256(scene.bytes(Bundle.PLAN_ENVELOPE));
    List<String> lines = new ArrayList<>(scene.journal());
    lines.replaceAll(line -> line.replaceFirst("\"planEnvelopeSha256\":\"[0-9a-f]{64}\",", ""));
    String noted =
        lines.get(1).replace("\"facts\":{", "\"facts\":{\"planEnvelopeSha256\":\"" + now + "\",");
    lines.add(lines.size() - 1, noted);
    scene.rejournal(lines);
    judged(scene);
    scene.sign(key);
    return true;
  }

  private static boolean signedWithItsTime(Scene scene, SigningKey key) throws IOException {
    scene.signPlan(key, HonestBundle.SIGNED.plusSeconds(60));
    judged(scene);
    scene.sign(key);
    return Bundle.open(scene.folder).evidence().impactAt() != null;
  }

  private static boolean neverNoted(Scene scene, SigningKey key) throws IOException {
    List<String> lines = new ArrayList<>(scene.journal());
    lines.replaceAll(line -> line.replaceFirst("\"planEnvelopeSha256\":\"[0-9a-f]{64}\",", ""));
    scene.rejournal(lines);
    judged(scene);
    scene.sign(key);
    return true;
  }

  private static boolean planLeftOut(Scene scene, SigningKey key) throws IOException {
    scene.delete(Bundle.PLAN_ENVELOPE);
    judged(scene);
    scene.sign(key);
    return true;
  }

  private static boolean journalOfOther(Scene scene) throws IOException {
    swapped(scene, Bundle.JOURNAL);
    scene.reseal();
    return true;
  }
}
