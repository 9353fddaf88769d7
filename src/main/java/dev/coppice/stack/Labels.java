package dev.coppice.stack;

/** The names of the labels by which Compose knows its objects and Coppice knows what it made. */
public final class Labels {

  public static final String PROJECT = "com.docker.compose.project";
  public static final String SERVICE = "com.docker.compose.service";
  public static final String NUMBER = "com.docker.compose.container-number";
  public static final String ONE_OFF = "com.docker.compose.oneoff";
  public static final String CONFIG_HASH = "com.docker.compose.config-hash";
  public static final String IMAGE = "com.docker.compose.image";
  public static final String DEPENDS_ON = "com.docker.compose.depends_on";
  public static final String CONFIG_FILES = "com.docker.compose.project.config_files";
  public static final String WORKING_DIR = "com.docker.compose.project.working_dir";
  public static final String ENVIRONMENT_FILE = "com.docker.compose.project.environment_file";
  public static final String VERSION = "com.docker.compose.version";
  public static final String NETWORK = "com.docker.compose.network";
  public static final String VOLUME = "com.docker.compose.volume";

  /** The run that made the object. */
  public static final String RUN = "dev.coppice.run";

  /** A value that nobody could guess before the run: read back, it proves that the run made it. */
  public static final String NONCE = "dev.coppice.nonce";

  /** The step of the plan that made the object. */
  public static final String STEP = "dev.coppice.step";

  /** The stack that is locked, on the container that is the lock. */
  public static final String LOCK = "dev.coppice.lock";

  /** Set to true by a user on anything that Coppice must never destroy. */
  public static final String PROTECT = "dev.coppice.protect";

  private Labels() {}
}
