package io.regulars.examples.channels;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.regulars.examples.channels.WebhookSignature.Verdict;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The other end of a webhook: checks the signature, shows each key once, answers as it is told. */
final class Receiver implements AutoCloseable {

  /** One answer, instead of the usual one. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  /** A request as it came. */
  record Request(Headers headers, String body, Verdict verdict) {

    JsonObject json() {
      JsonReader strict = new JsonReader(new StringReader(body));
      strict.setStrictness(Strictness.STRICT);
      return JsonParser.parseReader(strict).getAsJsonObject();
    }

    /** What it is shown once by. */
    String key() {
      return headers.getFirst(WebhookSignature.IDEMPOTENCY_KEY);
    }

    String message() {
      return json().get("id").getAsString();
    }
  }

  private final List<WebhookKey> keys = new ArrayList<>();
  private final Clock clock;
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Queue<Request> shown = new ConcurrentLinkedQueue<>();
  private final Set<String> keysShown = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private @Nullable HttpServer server;
  private int port;

  /** A receiver that knows {@code key} and whose time is {@code clock}'s. */
  Receiver(WebhookKey key, Clock clock) {
    this.clock = clock;
    keys.add(key);
    up();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/regulars");
  }

  List<WebhookKey> keys() {
    return keys;
  }

  /** Answers the next request like this. */
  void answerNext(Answer answer) {
    script.add(answer);
  }

  /** Answers the next request with a status and headers {@code name, value, ...}. */
  void answerNext(int status, String... headers) {
    answerNext(
        exchange -> {
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
          }
          exchange.sendResponseHeaders(status, -1);
        });
  }

  /** Does not answer the next request. */
  void hangNext() {
    answerNext(exchange -> closed.await());
  }

  /** Everything that came. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** What people have seen. */
  List<Request> shown() {
    return List.copyOf(shown);
  }

  void up() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      started.createContext("/", this::handle);
      started.setExecutor(threads);
      started.start();
      port = started.getAddress().getPort();
      server = started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void down() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    down();
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Headers headers = exchange.getRequestHeaders();
      Verdict verdict =
          WebhookSignature.verify(
              keys,
              headers.getFirst(WebhookSignature.TIMESTAMP),
              headers.getFirst(WebhookSignature.SIGNATURE),
              body,
              clock.instant(),
              Duration.ofMinutes(5));
      Request request = new Request(headers, new String(body, StandardCharsets.UTF_8), verdict);
      requests.add(request);
      Answer scripted = script.poll();
      if (scripted != null) {
        scripted.to(exchange);
      } else {
        usual(request, exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void usual(Request request, HttpExchange exchange) throws IOException {
    if (request.verdict() != Verdict.GENUINE) {
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    if (request.json().get("address").getAsString().equals("+8613900139000")) {
      exchange.sendResponseHeaders(422, -1);
      return;
    }
    show(request);
    exchange.getResponseHeaders().add(WebhookSignature.REFERENCE, "N-" + request.key());
    exchange.sendResponseHeaders(200, -1);
  }

  /** Shows a sending unless it has shown it. */
  void show(Request request) {
    if (keysShown.add(request.key())) {
      shown.add(request);
    }
  }

  /** Shows the next message and hangs up instead of answering. */
  void loseNextAnswer() {
    answerNext(exchange -> requests().stream().reduce((a, b) -> b).ifPresent(this::show));
  }
}
