package dev.coppice.drill;

import dev.coppice.evidence.BundleException;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Redaction;
import dev.coppice.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A plan in a file, to be looked at, confirmed, and carried out exactly or not at all.
 *
 * @param sha256 of the plan as it is written on one line: an edited plan is found out
 */
public record PlanFile(String format, String sha256, Plan plan) {

  public static final String FORMAT = "coppice.plan-file/v1";

  /** Far more than the plan of a thousand services. */
  private static final long MAX_BYTES = 64L << 20;

  /** Writes a plan, without the secrets that its texts hold. */
  public static void write(Path file, Plan plan, Redaction redaction) {
    String clean = Json.line(plan, redaction);
    PlanFile content = new PlanFile(FORMAT, Hash.sha256(clean), Json.read(clean, Plan.class));
    try {
      Files.writeString(file, Json.pretty(content));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write the plan to " + file, e);
    }
  }

  /**
   * The plan in a file.
   *
   * @throws BundleException where there is none, or it is not as it was written; says where
   */
  public static Plan read(Path file) {
    @Nullable PlanFile content;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw wrong(file.toString(), "it is larger than 64 MiB");
      }
      content = Json.read(Files.readString(file), PlanFile.class);
    } catch (NoSuchFileException e) {
      throw wrong(file.toString(), "it is not there");
    } catch (IOException e) {
      throw wrong(file.toString(), String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw wrong(file + Json.place(e), "this is not JSON that it writes");
    }
    if (content == null || content.plan() == null || !FORMAT.equals(content.format())) {
      throw wrong(file.toString(), "its format is not " + FORMAT);
    }
    if (!Hash.sha256(Json.line(content.plan())).equals(content.sha256())) {
      throw wrong(file.toString(), "it was edited: its plan does not match its sha256");
    }
    return content.plan();
  }

  private static BundleException wrong(String where, String why) {
    return new BundleException(
        where + ": no plan that `coppice plan --out` wrote: " + why + ". Write it again");
  }
}
