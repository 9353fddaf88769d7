package dev.coppice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Carries out one command after the other in one process, each as {@link Main} does: a line on
 * standard input holds, with tabs between them, where its words go and its arguments; a line on
 * standard output gives its exit code.
 */
public final class Again {

  private Again() {}

  public static void main(String[] none) throws IOException {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection,host");
    PrintStream answers = System.out;
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split("\t");
      try (PrintStream out = new PrintStream(words[0], StandardCharsets.UTF_8);
          PrintStream err = new PrintStream(words[1], StandardCharsets.UTF_8)) {
        System.setOut(out);
        System.setErr(err);
        int exit = Main.execute(new Signals(), Arrays.copyOfRange(words, 2, words.length));
        out.flush();
        err.flush();
        answers.println(exit);
      }
      answers.flush();
    }
  }
}
