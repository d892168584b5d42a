package io.regulars.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Counts what goes to the database: each execution of a statement, a batch being one, and each
 * commit and rollback. Borrowing a connection is counted too, though it need not be a round trip.
 * Not thread-safe.
 */
final class CountingDataSource {

  /** What is counted, and need not be a trip. */
  static final String BORROW = "borrow a connection";

  private static final Pattern KIND =
      Pattern.compile(
          "(SELECT|INSERT|UPDATE|DELETE)\\b.*?\\b(crm_\\w+).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final DataSource source;
  private final Map<String, Integer> counts = new TreeMap<>();

  CountingDataSource(DataSource source) {
    this.source = source;
  }

  /** The data source to hand to the library. */
  DataSource proxy() {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Object result = call(source, method, arguments);
          if (result instanceof Connection connection) {
            count(BORROW);
            return connection(connection);
          }
          return result;
        });
  }

  /** What was counted since the last call, by kind. */
  Map<String, Integer> take() {
    Map<String, Integer> taken = new TreeMap<>(counts);
    counts.clear();
    return taken;
  }

  /** How many round trips were counted since the last call. */
  int takeTrips() {
    return take().entrySet().stream()
        .filter(count -> !count.getKey().equals(BORROW))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private Connection connection(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "commit" -> count("COMMIT");
            case "rollback" -> count("ROLLBACK");
            default -> {}
          }
          Object result = call(connection, method, arguments);
          if (result instanceof CallableStatement) {
            throw new IllegalStateException("procedures are not counted");
          }
          return result instanceof PreparedStatement statement
              ? statement(statement, kind((String) arguments[0]))
              : result;
        });
  }

  private PreparedStatement statement(PreparedStatement statement, String kind) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            count(kind);
          }
          return call(statement, method, arguments);
        });
  }

  private void count(String kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  private static String kind(String sql) {
    Matcher matcher = KIND.matcher(sql);
    return matcher.matches()
        ? matcher.group(1).toUpperCase(Locale.ROOT) + " " + matcher.group(2)
        : sql;
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            CountingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
