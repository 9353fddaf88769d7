package dev.coppice.engine;

import java.io.IOException;
import java.io.InputStream;

/** A tar that is sent to an engine as it is read; whoever opens it closes it. */
@FunctionalInterface
public interface TarSource {

  InputStream open() throws IOException;
}
