package io.regulars.jdbc;

/** What {@link JdbcStorage.Builder#build()} does about the tables. */
public enum SchemaMode {
  /**
   * Compares them with what this version of the library needs and refuses to start if they differ.
   */
  VALIDATE,
  /**
   * Creates or upgrades them first; safe when several nodes start at once. Then as {@link
   * #VALIDATE}.
   */
  MIGRATE,
  /** Does not open a connection. Whoever chooses this has validated elsewhere. */
  NONE
}
