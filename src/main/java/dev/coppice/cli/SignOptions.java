package dev.coppice.cli;

import dev.coppice.attest.KeyException;
import dev.coppice.attest.KeyFile;
import dev.coppice.attest.SigningKey;
import dev.coppice.process.Withheld;
import dev.coppice.scenario.UserConfiguration;
import java.io.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With which key is signed: the option's, the environment's, or the user's configuration's. */
final class SignOptions {

  @Option(
      names = "--sign",
      paramLabel = "KEY",
      description =
          "Sign with this key; else with the one in COPPICE_SIGN_KEY, else with `sign: KEY` of your"
              + " configuration, else not at all.")
  @Nullable Path key;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = {
        "Its first line opens the key; else COPPICE_SIGN_PASSPHRASE does, else you are asked."
      })
  @Nullable Path passphraseFile;

  @Option(names = "--no-sign", description = "Sign with no key, whatever is set elsewhere.")
  boolean no;

  private boolean read;
  private @Nullable SigningKey signer;

  /**
   * The key, read once; null where none is wanted.
   *
   * @throws KeyException where it cannot be used
   */
  @Nullable SigningKey signer(boolean canAsk) {
    if (!read) {
      signer = no ? null : reading(System.getenv(), canAsk);
      read = true;
    }
    return signer;
  }

  private @Nullable SigningKey reading(Map<String, String> environment, boolean canAsk) {
    UserConfiguration set = UserConfiguration.read(UserConfiguration.path(environment));
    KeyFile.Passphrase passphrase = () -> passphrase(environment, set, canAsk);
    if (key != null) {
      return KeyFile.read(key, passphrase);
    }
    String text = environment.getOrDefault(Withheld.KEY, "");
    if (!text.isBlank()) {
      return KeyFile.parse(Withheld.KEY, text, passphrase);
    }
    return set.sign() == null ? null : KeyFile.read(set.sign(), passphrase);
  }

  private char @Nullable [] passphrase(
      Map<String, String> environment, UserConfiguration set, boolean canAsk) {
    if (passphraseFile != null) {
      return KeyFile.passphrase(passphraseFile);
    }
    String given = environment.getOrDefault(Withheld.PASSPHRASE, "");
    if (!given.isEmpty()) {
      return given.toCharArray();
    }
    if (set.passphraseFile() != null) {
      return KeyFile.passphrase(set.passphraseFile());
    }
    return asked("Passphrase of the signing key: ", canAsk);
  }

  /** The same options as arguments, for a process that takes this one's place. */
  List<String> again() {
    List<String> again = new ArrayList<>();
    if (key != null) {
      again.addAll(List.of("--sign", key.toAbsolutePath().toString()));
    }
    if (passphraseFile != null) {
      again.addAll(List.of("--passphrase-file", passphraseFile.toAbsolutePath().toString()));
    }
    if (no) {
      again.add("--no-sign");
    }
    return again;
  }

  /**
   * Null where there is no terminal, or nobody answers.
   *
   * @param canAsk whether a person sits in front: from JDK 22 on there is a console anyway
   */
  @SuppressWarnings("SystemConsoleNull")
  static char @Nullable [] asked(String question, boolean canAsk) {
    Console console = System.console();
    return !canAsk || console == null ? null : console.readPassword("%s", question);
  }
}
