package io.regulars.ledger;

import io.regulars.engine.Texts;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import java.util.ArrayList;
import java.util.List;

/** A statement in words: "why do I have 1,234 points?" */
public final class StatementText {

  private StatementText() {}

  /**
   * The balance, what came and went by kind, what is owed, and each open lot with what made it; in
   * the language and zone of {@code texts}.
   */
  public static List<String> lines(Statement statement, Texts texts) {
    List<String> lines = new ArrayList<>();
    String account = texts.account(statement.account());
    lines.add(texts.statement("balance", account, statement.asOf(), statement.balance()));
    for (EntryKind kind : EntryKind.values()) {
      long sum = statement.sums().getOrDefault(kind, 0L);
      if (sum != 0) {
        lines.add(texts.statement("sum." + kind, sum > 0 ? "+" + sum : Long.toString(sum)));
      }
    }
    if (statement.deficit() > 0) {
      lines.add(texts.statement("deficit", statement.deficit()));
    }
    for (Statement.LotLine lot : statement.lots()) {
      String why = texts.explain(lot.opened().explanation());
      String end =
          lot.endsAt().map(at -> texts.statement("until", at)).orElse(texts.statement("for-ever"));
      if (lot.left() > 0) {
        lines.add(texts.statement("lot", lot.left(), end, lot.opened().seq(), why));
      }
      for (Hold.Kind reason : Hold.Kind.values()) {
        long held = lot.held().getOrDefault(reason, 0L);
        if (held > 0) {
          lines.add(texts.statement("lot." + reason, held, end, lot.opened().seq(), why));
        }
      }
    }
    return lines;
  }
}
