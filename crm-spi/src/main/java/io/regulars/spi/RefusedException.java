package io.regulars.spi;

/**
 * A {@link Rejection} for callers who prefer exceptions; see {@code Outcome.orThrow()} in crm-core.
 */
public final class RefusedException extends CrmException {

  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  /** With the refusal it carries. */
  public RefusedException(Rejection rejection) {
    super(rejection.reason() + ": " + rejection.message());
    this.rejection = rejection;
  }

  /** The refusal. */
  public Rejection rejection() {
    return rejection;
  }
}
