package io.regulars.jdbc;

import java.sql.JDBCType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the scripts declare, read from the scripts: tables with one column or constraint per line,
 * and indexes. Names are in lower case. Whatever else a script holds is not looked at. Not
 * thread-safe.
 */
final class DeclaredTables {

  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?(\\w+) \\(\n(.*)\n\\)", Pattern.DOTALL);
  private static final Pattern KEY =
      Pattern.compile("(?:CONSTRAINT \\w+ )?PRIMARY KEY \\(([\\w, ]+)\\)");
  private static final Pattern COLUMN = Pattern.compile("(\\w+) ((\\w+)(?:\\((\\d+)\\))?.*)");
  private static final Pattern INDEX =
      Pattern.compile(
          "CREATE (UNIQUE )?INDEX (?:IF NOT EXISTS )?(\\w+) ON (\\w+) \\(([\\w, ]+)\\)");

  private final Map<String, List<Column>> columns = new HashMap<>();
  private final Map<String, List<String>> keys = new HashMap<>();
  private final Map<String, List<Index>> indexes = new HashMap<>();

  /** Reads the statements of the scripts, in order and with the prefix applied. */
  DeclaredTables(List<String> statements) {
    statements.forEach(this::read);
  }

  /** The columns of a table. */
  List<Column> columns(String table) {
    return columns.getOrDefault(lower(table), List.of());
  }

  /** The columns of a table's primary key, in its order. */
  List<String> key(String table) {
    return keys.getOrDefault(lower(table), List.of());
  }

  /** The indexes of a table, but for that of its primary key. */
  List<Index> indexes(String table) {
    return indexes.getOrDefault(lower(table), List.of());
  }

  private void read(String statement) {
    Matcher table = TABLE.matcher(statement.strip());
    Matcher index = INDEX.matcher(statement.strip().replaceAll("\\s+", " "));
    if (table.matches()) {
      for (String line : table.group(2).split(",\n", -1)) {
        readLine(lower(table.group(1)), line.strip());
      }
    } else if (index.matches()) {
      indexes
          .computeIfAbsent(lower(index.group(3)), name -> new ArrayList<>())
          .add(new Index(lower(index.group(2)), index.group(1) != null, names(index.group(4))));
    }
  }

  private void readLine(String table, String line) {
    Matcher key = KEY.matcher(line);
    Matcher column = COLUMN.matcher(line);
    if (key.matches()) {
      keys.put(table, names(key.group(1)));
    } else if (column.matches()) {
      String size = column.group(4);
      columns
          .computeIfAbsent(table, name -> new ArrayList<>())
          .add(
              new Column(
                  lower(column.group(1)),
                  column.group(2),
                  column.group(3).toUpperCase(Locale.ROOT),
                  size == null ? 0 : Integer.parseInt(size)));
    }
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .map(DeclaredTables::lower)
        .toList();
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * An index.
   *
   * @param name its name
   * @param unique whether it keeps a value from coming twice
   * @param columns in its order
   */
  record Index(String name, boolean unique, List<String> columns) {

    /** Whether this index does what {@code needed} is for, under whatever name. */
    boolean serves(Index needed) {
      return columns.equals(needed.columns) && (unique || !needed.unique);
    }

    @Override
    public String toString() {
      return (unique ? "unique index " : "index ") + name + " (" + String.join(", ", columns) + ")";
    }
  }

  /**
   * A column.
   *
   * @param name its name
   * @param text all that is said of it
   * @param type the first word of that
   * @param size how many characters or decimals of a second it holds; 0: nothing is said
   */
  record Column(String name, String text, String type, int size) {

    /** What a database holds at least where a text is declared without a size. */
    private static final int UNBOUNDED = 65_535;

    private static final Set<JDBCType> TEXTS =
        Set.of(JDBCType.VARCHAR, JDBCType.LONGVARCHAR, JDBCType.NVARCHAR, JDBCType.LONGNVARCHAR);
    private static final Set<JDBCType> INSTANTS =
        Set.of(JDBCType.TIMESTAMP, JDBCType.TIMESTAMP_WITH_TIMEZONE);

    /** Whether all that may be put into this column can be put into {@code found}. */
    boolean fits(FoundTable.Column found) {
      boolean holds =
          switch (kind()) {
            case TEXT ->
                TEXTS.contains(found.type())
                    && (found.size() == 0 || found.size() >= (size == 0 ? UNBOUNDED : size));
            case INSTANT ->
                INSTANTS.contains(found.type())
                    && found.decimals() >= size
                    && (found.zoned() || !text.contains("TIME ZONE"));
            case LONG -> found.type() == JDBCType.BIGINT;
            case INTEGER -> found.type() == JDBCType.INTEGER || found.type() == JDBCType.BIGINT;
            case OTHER -> true;
          };
      return holds && (found.nullable() || text.contains("NOT NULL"));
    }

    private Kind kind() {
      if (type.contains("CHAR")) {
        return Kind.TEXT;
      }
      return switch (type) {
        case "TIMESTAMP" -> Kind.INSTANT;
        case "BIGINT" -> Kind.LONG;
        case "INTEGER" -> Kind.INTEGER;
        default -> Kind.OTHER;
      };
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private enum Kind {
    TEXT,
    INSTANT,
    LONG,
    INTEGER,
    OTHER
  }
}
