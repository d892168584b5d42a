package io.regulars.complaint;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.Severity;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** A complaint came in. The key makes it idempotent: sent twice, it is one case. */
@Value.Immutable
@RegularsStyle
public interface OpenComplaint {

  /** Who complains; empty if nobody knows. */
  Optional<CustomerId> customer();

  /** The shop complained of. */
  StoreId store();

  /** How it came in: {@code counter}, {@code phone}, {@code wechat}, {@code box}, ... */
  @HostKey
  @Size(max = 32)
  String channel();

  /** What it is about, in the merchant's own categories: {@code booking}, {@code skin}, ... */
  @HostKey
  @Size(max = 64)
  String category();

  /** How grave it is; what the plan says of its category if empty. */
  Optional<Severity> severity();

  /** The visit complained of. */
  Optional<VisitId> visit();

  /** The member of staff complained of, who will not handle the case. */
  Optional<StaffId> accused();

  /** The item complained of. */
  Optional<@HostKey @Size(max = 64) String> item();

  /** What the customer says. */
  @Value.Redacted
  Optional<@PlainText @Size(min = 1, max = CaseEvent.MAX_WORDS) String> words();

  /** The host's key of the complaint, unique with the merchant; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String key();

  /** A builder with nothing set. */
  static ImmutableOpenComplaint.Builder builder() {
    return ImmutableOpenComplaint.builder();
  }
}
