/**
 * Customer files in an SQL database, through plain JDBC: one {@link javax.sql.DataSource} in, one
 * {@link io.regulars.spi.storage.Storage} out.
 *
 * <p>{@link io.regulars.jdbc.JdbcStorage} is the way in. Behind it one class has one story: {@code
 * Connections} borrows a connection, begins and ends the transaction and gives it back; {@code
 * Failures} tells what an SQLState means to the caller; {@code Schema} creates and checks the
 * tables, whose meaning is told in {@code docs/schema.md}; the classes named {@code ...Rows} each
 * know the statements of one kind of row; {@code ChangeWriter} puts a change set together from
 * them; {@code Claims} hands out what is due. Whatever differs between databases is behind {@link
 * io.regulars.jdbc.Dialect}.
 */
@NullMarked
package io.regulars.jdbc;

import org.jspecify.annotations.NullMarked;
