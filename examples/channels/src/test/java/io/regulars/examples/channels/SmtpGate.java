package io.regulars.examples.channels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a mail server, on a port of its own: passes commands and answers on, unless it
 * was told to answer a command itself.
 */
final class SmtpGate implements AutoCloseable {

  /** Say nothing, and keep the connection. */
  static final String HANG = "hang";

  /** Answer line by line, without an end. */
  static final String DRIP = "drip";

  /** Close the connection. */
  static final String DROP = "drop";

  /** Let the server have the command, then close the connection without its answer. */
  static final String LOSE = "lose";

  /** In place of a command: the server's greeting. */
  static final String GREETING = "greeting";

  /** In place of a command: the end of the mail. */
  static final String END_OF_MAIL = ".";

  private final int upstream;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable ServerSocket server;
  private @Nullable Future<?> accepting;
  private int port;

  /** A gate to the server on the port {@code upstream} of this machine. */
  SmtpGate(int upstream) {
    this.upstream = upstream;
    up();
  }

  int port() {
    return port;
  }

  /** Answers commands that begin with {@code command} with {@code reply} from now on. */
  void answer(String command, String reply) {
    answers.put(command, reply);
  }

  /** Passes everything on again. */
  void passOn() {
    answers.clear();
  }

  /** What clients said outside of mails. */
  List<String> commands() {
    return commands;
  }

  void up() {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      port = socket.getLocalPort();
      server = socket;
      accepting = threads.submit(() -> accept(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void down() {
    try {
      if (server != null) {
        server.close();
      }
      if (accepting != null) {
        accepting.get();
      }
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    down();
    closed.countDown();
    threads.shutdownNow();
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        if (socket.isClosed()) {
          client.close();
          return;
        }
        client.setTcpNoDelay(true);
        open.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (Socket client = socket;
        Socket mail = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      new Dialogue(client, mail).run();
    } catch (IOException e) {
      // One side has gone; so is the other now.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private @Nullable String scripted(String command) {
    return answers.entrySet().stream()
        .filter(answer -> command.startsWith(answer.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** One client. */
  private final class Dialogue {

    private final BufferedReader fromClient;
    private final BufferedReader fromMail;
    private final OutputStream toClient;
    private final OutputStream toMail;

    Dialogue(Socket client, Socket mail) throws IOException {
      mail.setTcpNoDelay(true);
      fromClient = reader(client);
      fromMail = reader(mail);
      toClient = client.getOutputStream();
      toMail = mail.getOutputStream();
    }

    void run() throws IOException, InterruptedException {
      boolean goesOn = step(GREETING, List.of());
      while (goesOn) {
        String line = fromClient.readLine();
        if (line == null) {
          return;
        }
        commands.add(line);
        boolean mail = line.equals("DATA") && scripted(line) == null;
        goesOn = mail ? step(END_OF_MAIL, readMail()) : step(line, List.of(line));
      }
    }

    /** The mail and the end of it; the server sees none of it before it is whole. */
    private List<String> readMail() throws IOException {
      write(toClient, "354 go on");
      List<String> lines = new ArrayList<>();
      String line = "";
      while (line != null && !line.equals(END_OF_MAIL)) {
        line = fromClient.readLine();
        if (line != null) {
          lines.add(line);
        }
      }
      return lines;
    }

    /** Answers one command, or passes on what the client sent; whether the dialogue goes on. */
    private boolean step(String command, List<String> sent)
        throws IOException, InterruptedException {
      String scripted = scripted(command);
      if (HANG.equals(scripted)) {
        closed.await();
        return false;
      }
      if (DRIP.equals(scripted)) {
        while (!closed.await(50, TimeUnit.MILLISECONDS)) {
          write(toClient, "250-wait");
        }
        return false;
      }
      if (DROP.equals(scripted)) {
        return false;
      }
      if (scripted != null && !LOSE.equals(scripted)) {
        write(toClient, scripted);
        return true;
      }
      if (command.equals(END_OF_MAIL)) {
        write(toMail, "DATA");
        fromMail.readLine();
      }
      if (!sent.isEmpty()) {
        write(toMail, String.join("\r\n", sent));
      }
      return relay(LOSE.equals(scripted));
    }

    private boolean relay(boolean loses) throws IOException {
      String line;
      do {
        line = fromMail.readLine();
        if (line == null) {
          return false;
        }
        if (!loses) {
          write(toClient, line);
        }
      } while (line.length() > 3 && line.charAt(3) == '-');
      return !loses;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
      return new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static void write(OutputStream to, String line) throws IOException {
      to.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      to.flush();
    }
  }
}
