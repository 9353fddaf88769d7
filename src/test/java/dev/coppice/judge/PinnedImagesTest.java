package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;

import dev.coppice.stack.Image;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PinnedImagesTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_a_pinned_image_from_another(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(5, TRUE, "4 containers", "all run what is pinned", f -> {}),
        row(
            5,
            FALSE,
            "shop-web-2",
            "the image moved",
            f -> f.after.edit("shop-web-2", c -> c.imageId("sha256:moved"))),
        row(5, FALSE, "reg/web@", "no image has the digest", f -> f.after.images.remove(1)),
        row(
            5,
            FALSE,
            "reg/web@",
            "another repository has it",
            f ->
                f.after.images.set(
                    1,
                    new Image(
                        Ids.imageId("web"),
                        List.of(),
                        List.of("reg/else@" + Ids.digest("web")),
                        1))),
        row(
            5,
            UNKNOWN,
            "coppice lock",
            "nothing is pinned",
            f -> Edits.service(f, "db", 1, false, null)),
        row(5, UNKNOWN, "No container", "nothing stands", f -> f.after.containers.clear()),
        row(5, UNKNOWN, "Nobody looked", "nobody looked", f -> f.after = null));
  }
}
