package io.regulars.examples.channels;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of one attempt, and closes them when its time is over: whoever waits for one
 * then waits no longer, however slowly the other side answers. Thread-safe.
 */
final class BoundedSockets extends SocketFactory implements AutoCloseable {

  private final CompletableFuture<Void> attempt = new CompletableFuture<>();
  private final List<Socket> open = new ArrayList<>();
  private boolean over;

  private BoundedSockets() {}

  /** Sockets that live for {@code time} from now, at most. */
  static BoundedSockets within(Duration time) {
    BoundedSockets sockets = new BoundedSockets();
    sockets
        .attempt
        .orTimeout(time.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((ended, late) -> sockets.end());
    return sockets;
  }

  private synchronized void end() {
    over = true;
    open.forEach(BoundedSockets::close);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }

  @Override
  public synchronized Socket createSocket() {
    Socket socket = new Socket();
    open.add(socket);
    if (over) {
      close(socket);
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
  }

  private Socket connected(SocketAddress to, @Nullable SocketAddress from) throws IOException {
    Socket socket = createSocket();
    socket.bind(from);
    socket.connect(to);
    return socket;
  }

  @Override
  public void close() {
    attempt.complete(null);
  }
}
