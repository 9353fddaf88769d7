package dev.coppice.probe;

import dev.coppice.probe.Probe.Answer;
import dev.coppice.probe.Probe.Asking;
import dev.coppice.stack.Stack;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * Whether something behind a port accepts connections and keeps them open.
 *
 * @param host name or address
 * @param port 1 to 65535
 */
public record TcpQuestion(String host, int port) implements Probe.Question {

  static final String KIND = "tcp";

  /**
   * A published port accepts connections with nothing listening behind it: the engine's proxy takes
   * them first, finds nobody, and hangs up at once. Whoever is still there after this time, or has
   * said something, is taken for the service.
   */
  static final Duration LINGER = Duration.ofMillis(250);

  public TcpQuestion {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String inWords() {
    return host + ":" + port + " accepts a connection";
  }

  @Override
  public boolean fromOutside() {
    return true;
  }

  @Override
  public boolean comparesContent() {
    return false;
  }

  @Override
  public List<String> asks(Stack stack) {
    return stack.publishing(port);
  }

  @Override
  public Answer ask(Asking asking, Duration timeout) throws InterruptedException {
    return Deadline.within(timeout, () -> connect(timeout), Answer::failed);
  }

  private Answer connect(Duration timeout) {
    try (Socket socket = new Socket()) {
      int ms = (int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE));
      socket.connect(new InetSocketAddress(host, port), ms);
      return staysOpen(socket)
          ? Answer.PASSED
          : Answer.failed("connected, but was hung up on at once: nothing listens behind the port");
    } catch (UnknownHostException e) {
      return Answer.failed("the name " + host + " leads nowhere");
    } catch (IOException e) {
      return Answer.failed(Words.of(e));
    }
  }

  private static boolean staysOpen(Socket socket) throws IOException {
    socket.setSoTimeout((int) LINGER.toMillis());
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException silence) {
      return true;
    }
  }
}
