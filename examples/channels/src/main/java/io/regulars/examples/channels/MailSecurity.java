package io.regulars.examples.channels;

/** How the way to a mail server is protected. */
public enum MailSecurity {
  /** TLS from the first byte, usually on port 465. */
  TLS,
  /**
   * Begins in the clear and is raised to TLS before the sign-in, usually on port 587; a server that
   * does not offer it is sent nothing.
   */
  STARTTLS,
  /** In the clear: for a relay on the same machine, and for tests. */
  NONE
}
