package io.regulars.jdbc;

/**
 * What every class that speaks SQL has to know.
 *
 * @param prefix leads the name of every table, index and constraint
 * @param dialect the database's ways
 * @param failures what its failures mean
 */
record Context(String prefix, Dialect dialect, Failures failures) {

  /** The name of a table in this schema. */
  String table(String name) {
    return prefix + name;
  }
}
