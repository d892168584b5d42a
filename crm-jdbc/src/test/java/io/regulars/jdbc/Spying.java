package io.regulars.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that notes what is asked of its connections, and can be told to fail or to do
 * something first. Driver calls are {@code Connection.commit} and the like; executed statements are
 * noted with their SQL.
 */
final class Spying {

  private static final Set<String> ROUND_TRIPS =
      Set.of("executeQuery", "executeUpdate", "executeBatch", "execute");

  /** What to do before a driver call goes through. */
  @FunctionalInterface
  interface Before {
    void call(Connection connection, String driverCall, String sql) throws SQLException;
  }

  private final DataSource target;
  private final boolean autoCommit;
  private final List<String> executed = Collections.synchronizedList(new ArrayList<>());
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<Boolean> modesAtClose = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger open = new AtomicInteger();
  private volatile Before before = (connection, driverCall, sql) -> {};

  Spying(DataSource target, boolean autoCommit) {
    this.target = target;
    this.autoCommit = autoCommit;
  }

  /** Replaces what happens before driver calls. */
  void before(Before action) {
    this.before = action;
  }

  /** What happens before driver calls. */
  Before before() {
    return before;
  }

  /** The SQL of every statement executed so far, batches once. */
  List<String> executed() {
    return executed;
  }

  /** The names of the driver calls on connections so far. */
  List<String> calls() {
    return calls;
  }

  /** Connections borrowed and not given back. */
  int open() {
    return open.get();
  }

  /** The auto-commit mode in which each connection was given back. */
  List<Boolean> modesAtClose() {
    return modesAtClose;
  }

  void forget() {
    executed.clear();
    calls.clear();
    modesAtClose.clear();
  }

  /** The spying data source. */
  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) ->
            method.getName().equals("getConnection")
                ? connection()
                : invoke(target, method, arguments));
  }

  private Connection connection() throws SQLException {
    Connection connection = target.getConnection();
    connection.setAutoCommit(autoCommit);
    open.incrementAndGet();
    return proxy(Connection.class, new OfConnection(connection));
  }

  private final class OfConnection implements InvocationHandler {

    private final Connection connection;

    OfConnection(Connection connection) {
      this.connection = connection;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      String name = method.getName();
      calls.add(name);
      if (name.equals("close")) {
        open.decrementAndGet();
        modesAtClose.add(connection.isClosed() || connection.getAutoCommit());
      }
      String sql =
          name.equals("prepareStatement") && arguments != null ? (String) arguments[0] : "";
      before.call(connection, name, sql);
      Object result = Spying.invoke(connection, method, arguments);
      return name.equals("prepareStatement") && result instanceof PreparedStatement statement
          ? statement(statement, sql)
          : result;
    }

    private PreparedStatement statement(PreparedStatement statement, String sql) {
      return proxy(
          PreparedStatement.class,
          (proxy, method, arguments) -> {
            if (ROUND_TRIPS.contains(method.getName())) {
              executed.add(sql);
              before.call(connection, method.getName(), sql);
            }
            return Spying.invoke(statement, method, arguments);
          });
    }
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
