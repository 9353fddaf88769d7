package dev.coppice.cli;

import dev.coppice.attest.KeyFile;
import dev.coppice.attest.SigningKey;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.RefusedException;
import dev.coppice.process.Withheld;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a signing key. */
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    description = {
      "Make a key to sign bundles with, for its owner alone, and its public half beside it.",
      "Encrypted where a passphrase is given: with --passphrase, --passphrase-file, or in"
          + " COPPICE_SIGN_PASSPHRASE."
    })
final class KeygenCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--passphrase", description = "Ask for a passphrase, twice.")
  boolean ask;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Encrypt the key with the first line of this file.")
  @Nullable Path passphraseFile;

  @Parameters(
      paramLabel = "FILE",
      description = "Where the key is written; its public half goes into FILE.pub.")
  Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    Path half = KeyFile.publicHalf(file);
    for (Path there : List.of(file, half)) {
      if (Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
        throw standsInTheWay(there);
      }
    }
    char[] passphrase = passphrase();
    SigningKey key = SigningKey.fresh();
    try {
      KeyFile.write(key, file, passphrase);
    } catch (FileAlreadyExistsException meanwhile) {
      throw standsInTheWay(Path.of(meanwhile.getFile()));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("key: " + file);
    out.println("public key: " + half);
    out.println("key id: " + key.publicHalf().id());
    if (passphrase == null) {
      out.println("The key is not encrypted: whoever reads the file can sign with it.");
    }
    out.flush();
    return ExitCode.OK;
  }

  private static RefusedException standsInTheWay(Path there) {
    return new RefusedException(
        "%s is there already, and a lost key cannot be made again".formatted(there),
        "give another name, or move it away yourself");
  }

  private char @Nullable [] passphrase() {
    char[] given;
    if (passphraseFile != null) {
      given = KeyFile.passphrase(passphraseFile);
    } else if (ask) {
      given = asked();
    } else {
      String told = System.getenv().get(Withheld.PASSPHRASE);
      if (told == null) {
        return null;
      }
      given = told.toCharArray();
    }
    boolean fits = given.length > 0;
    for (char one : given) {
      fits &= one >= ' ' && one <= '~';
    }
    if (!fits) {
      throw wrong("the passphrase is empty, or holds what is not a printable ASCII character");
    }
    return given;
  }

  private char[] asked() {
    boolean canAsk = Terminal.of(Workbench.environment(), common.noColor).canAsk();
    char[] once = SignOptions.asked("Passphrase: ", canAsk);
    if (once == null) {
      throw wrong(
          "--passphrase: there is no terminal to ask at; give --passphrase-file FILE, or"
              + " COPPICE_SIGN_PASSPHRASE");
    }
    if (!Arrays.equals(once, SignOptions.asked("The same again: ", canAsk))) {
      throw wrong("the two passphrases differ; nothing was written");
    }
    return once;
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
