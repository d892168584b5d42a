package io.regulars.jdbc;

import io.regulars.jdbc.internal.ProfileCodec;
import io.regulars.spi.Actor;
import io.regulars.spi.Explanation;
import io.regulars.spi.MerchantId;
import io.regulars.spi.StaffId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Binds the parameters of a statement one after the other. Not thread-safe. */
final class Binder {

  private final PreparedStatement statement;
  private final Dialect dialect;
  private int index;

  Binder(PreparedStatement statement, Dialect dialect) {
    this.statement = statement;
    this.dialect = dialect;
  }

  Binder text(String value) throws SQLException {
    statement.setString(++index, value);
    return this;
  }

  Binder text(Optional<String> value) throws SQLException {
    if (value.isPresent()) {
      return text(value.get());
    }
    statement.setNull(++index, Types.VARCHAR);
    return this;
  }

  Binder number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  Binder integer(int value) throws SQLException {
    statement.setInt(++index, value);
    return this;
  }

  Binder integer(Optional<Integer> value) throws SQLException {
    if (value.isPresent()) {
      return integer(value.get());
    }
    statement.setNull(++index, Types.INTEGER);
    return this;
  }

  Binder flag(Optional<Boolean> value) throws SQLException {
    if (value.isPresent()) {
      statement.setBoolean(++index, value.get());
    } else {
      statement.setNull(++index, Types.BOOLEAN);
    }
    return this;
  }

  Binder id(UUID value) throws SQLException {
    dialect.bindId(statement, ++index, value);
    return this;
  }

  Binder id(Optional<UUID> value) throws SQLException {
    dialect.bindId(statement, ++index, value.isPresent() ? value.get() : null);
    return this;
  }

  Binder instant(Instant value) throws SQLException {
    dialect.bindInstant(statement, ++index, value);
    return this;
  }

  Binder instant(Optional<Instant> value) throws SQLException {
    dialect.bindInstant(statement, ++index, value.isPresent() ? value.get() : null);
    return this;
  }

  Binder constant(Enum<?> value) throws SQLException {
    return text(value.name());
  }

  Binder merchant(MerchantId merchant) throws SQLException {
    return text(merchant.value());
  }

  /** Two columns: the member of staff, if any, and the role. */
  Binder actor(Actor actor) throws SQLException {
    return text(actor.staff().map(StaffId::value)).constant(actor.role());
  }

  /** Three columns: the rule, its figures, its steps if it has any. */
  Binder explanation(Explanation explanation) throws SQLException {
    return text(explanation.rule())
        .text(ProfileCodec.encodeTexts(explanation.figures()))
        .text(ProfileCodec.encodeSteps(explanation.steps()));
  }

  /** Ends a row of a batch. */
  void addBatch() throws SQLException {
    statement.addBatch();
    index = 0;
  }
}
