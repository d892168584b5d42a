package io.regulars.ledger;

import io.regulars.engine.Texts;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import java.util.ArrayList;
import java.util.List;

/** A statement in words: "why do I have 1,234 points?" */
public final class StatementText {

  private StatementText() {}

  /**
   * The balance, what came and went by kind, what is owed and since which facts, and each open lot
   * with every credit that came onto it: how much, when, on which line, by whom, for which visit or
   * command, and by which rule; in the language and zone of {@code texts}.
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
      statement.debts().forEach(debt -> lines.add(line(debt, Long.toString(debt.amount()), texts)));
    }
    statement.lots().forEach(lot -> lines.addAll(lines(lot, texts)));
    return lines;
  }

  private static List<String> lines(Statement.LotLine lot, Texts texts) {
    List<String> lines = new ArrayList<>();
    String end =
        lot.endsAt().map(at -> texts.statement("until", at)).orElse(texts.statement("for-ever"));
    String name = lot.ref().map(ref -> texts.statement("ref", ref)).orElse("");
    if (lot.left() > 0) {
      lines.add(texts.statement("lot", lot.left(), end, name));
    }
    for (Hold.Kind reason : Hold.Kind.values()) {
      long held = lot.held().getOrDefault(reason, 0L);
      if (held > 0) {
        lines.add(texts.statement("lot." + reason, held, end, name));
      }
    }
    lot.credits().forEach(credit -> lines.add(line(credit, "+" + credit.amount(), texts)));
    return lines;
  }

  private static String line(LedgerEntry entry, String amount, Texts texts) {
    Source source = entry.source();
    return texts.statement(
        "credit",
        amount,
        entry.occurredAt(),
        entry.seq(),
        entry.actor().name(),
        texts.statement("source." + source.kind(), source.id()),
        texts.explain(entry.explanation()));
  }
}
