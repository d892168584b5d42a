package io.regulars.examples.channels;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes what it is told, be it HTTP or not: one text for each request. A text that begins with
 * {@code #} is the last of its connection, which is closed after it.
 */
final class RawServer implements AutoCloseable {

  private static final Pattern LENGTH =
      Pattern.compile("content-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

  private final Queue<String> script = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ServerSocket server;

  RawServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
  }

  void answerNext(String text) {
    script.add(text);
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (Socket client = socket;
        InputStream in = new BufferedInputStream(client.getInputStream())) {
      while (readRequest(in)) {
        String text = script.remove();
        boolean last = text.startsWith("#");
        client
            .getOutputStream()
            .write((last ? text.substring(1) : text).getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
        if (last) {
          return;
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static boolean readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      head.write(next);
      text = head.toString(StandardCharsets.ISO_8859_1);
    }
    Matcher length = LENGTH.matcher(text);
    return length.find() && in.readNBytes(Integer.parseInt(length.group(1))).length > 0;
  }
}
