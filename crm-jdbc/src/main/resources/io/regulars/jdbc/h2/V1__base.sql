-- Regulars, schema version 1, for H2. What the tables and columns mean is told in docs/schema.md.

CREATE TABLE IF NOT EXISTS ${prefix}schema_version (
  version INTEGER NOT NULL,
  CONSTRAINT ${prefix}schema_version_pk PRIMARY KEY (version)
);

CREATE TABLE IF NOT EXISTS ${prefix}customer (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  customer_id UUID NOT NULL,
  version BIGINT NOT NULL,
  last_seq BIGINT NOT NULL,
  program VARCHAR_CASESENSITIVE(64) NOT NULL,
  joined_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  as_of TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  wake_at TIMESTAMP(6) WITH TIME ZONE,
  tier VARCHAR_CASESENSITIVE(32) NOT NULL,
  tier_since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  grace_until TIMESTAMP(6) WITH TIME ZONE,
  stage VARCHAR_CASESENSITIVE(16) NOT NULL,
  stage_since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  first_visit_at TIMESTAMP(6) WITH TIME ZONE,
  last_visit_at TIMESTAMP(6) WITH TIME ZONE,
  accounts VARCHAR_CASESENSITIVE NOT NULL,
  name VARCHAR_CASESENSITIVE NOT NULL,
  phones VARCHAR_CASESENSITIVE NOT NULL,
  external_ids VARCHAR_CASESENSITIVE NOT NULL,
  gender VARCHAR_CASESENSITIVE(16) NOT NULL,
  birth_calendar VARCHAR_CASESENSITIVE(16),
  birth_year INTEGER,
  birth_month INTEGER,
  birth_day INTEGER,
  birth_leap_month BOOLEAN,
  age_band VARCHAR_CASESENSITIVE,
  occupation VARCHAR_CASESENSITIVE,
  region VARCHAR_CASESENSITIVE,
  address VARCHAR_CASESENSITIVE,
  source VARCHAR_CASESENSITIVE,
  home_store VARCHAR_CASESENSITIVE(64),
  assigned_staff VARCHAR_CASESENSITIVE(64),
  family VARCHAR_CASESENSITIVE NOT NULL,
  credit_note VARCHAR_CASESENSITIVE,
  consents VARCHAR_CASESENSITIVE NOT NULL,
  language VARCHAR_CASESENSITIVE,
  zone VARCHAR_CASESENSITIVE,
  referrer_id UUID,
  referral_visit_id UUID,
  claim_owner VARCHAR_CASESENSITIVE(64),
  claim_until TIMESTAMP(6) WITH TIME ZONE,
  CONSTRAINT ${prefix}customer_pk PRIMARY KEY (merchant_id, customer_id)
);

CREATE INDEX IF NOT EXISTS ${prefix}customer_wake ON ${prefix}customer (merchant_id, wake_at, customer_id);

CREATE TABLE IF NOT EXISTS ${prefix}customer_phone (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  phone VARCHAR_CASESENSITIVE(16) NOT NULL,
  customer_id UUID NOT NULL,
  CONSTRAINT ${prefix}customer_phone_pk PRIMARY KEY (merchant_id, phone)
);

CREATE TABLE IF NOT EXISTS ${prefix}customer_external_id (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  id_system VARCHAR_CASESENSITIVE(32) NOT NULL,
  id_value VARCHAR_CASESENSITIVE(128) NOT NULL,
  customer_id UUID NOT NULL,
  CONSTRAINT ${prefix}customer_external_id_pk PRIMARY KEY (merchant_id, id_system, id_value)
);

CREATE TABLE IF NOT EXISTS ${prefix}visit (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  customer_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  visit_id UUID NOT NULL,
  store_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  receipt VARCHAR_CASESENSITIVE(64) NOT NULL,
  occurred_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  recorded_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  staff_id VARCHAR_CASESENSITIVE(64),
  staff_role VARCHAR_CASESENSITIVE(16) NOT NULL,
  currency VARCHAR_CASESENSITIVE(8) NOT NULL,
  total_minor BIGINT NOT NULL,
  status VARCHAR_CASESENSITIVE(16) NOT NULL,
  CONSTRAINT ${prefix}visit_pk PRIMARY KEY (merchant_id, customer_id, seq)
);

CREATE UNIQUE INDEX IF NOT EXISTS ${prefix}visit_id ON ${prefix}visit (merchant_id, visit_id);

CREATE TABLE IF NOT EXISTS ${prefix}visit_line (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  customer_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  line_no INTEGER NOT NULL,
  item VARCHAR_CASESENSITIVE(64) NOT NULL,
  category VARCHAR_CASESENSITIVE(64),
  kind VARCHAR_CASESENSITIVE(16) NOT NULL,
  quantity BIGINT NOT NULL,
  list_price_minor BIGINT NOT NULL,
  paid_minor BIGINT NOT NULL,
  staff_id VARCHAR_CASESENSITIVE(64),
  CONSTRAINT ${prefix}visit_line_pk PRIMARY KEY (merchant_id, customer_id, seq, line_no)
);

CREATE TABLE IF NOT EXISTS ${prefix}visit_payment (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  customer_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  line_no INTEGER NOT NULL,
  kind VARCHAR_CASESENSITIVE(16) NOT NULL,
  amount_minor BIGINT NOT NULL,
  item_line INTEGER NOT NULL,
  units BIGINT NOT NULL,
  ref VARCHAR_CASESENSITIVE(64),
  CONSTRAINT ${prefix}visit_payment_pk PRIMARY KEY (merchant_id, customer_id, seq, line_no)
);

CREATE TABLE IF NOT EXISTS ${prefix}visit_return (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  visit_id UUID NOT NULL,
  return_no INTEGER NOT NULL,
  receipt VARCHAR_CASESENSITIVE(64) NOT NULL,
  recorded_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  reason VARCHAR_CASESENSITIVE NOT NULL,
  amount_minor BIGINT NOT NULL,
  lines VARCHAR_CASESENSITIVE NOT NULL,
  payments VARCHAR_CASESENSITIVE NOT NULL,
  CONSTRAINT ${prefix}visit_return_pk PRIMARY KEY (merchant_id, visit_id, return_no)
);

CREATE TABLE IF NOT EXISTS ${prefix}entry (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  customer_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  account VARCHAR_CASESENSITIVE(96) NOT NULL,
  kind VARCHAR_CASESENSITIVE(16) NOT NULL,
  amount BIGINT NOT NULL,
  balance BIGINT NOT NULL,
  lot BIGINT NOT NULL,
  lot_ends_at TIMESTAMP(6) WITH TIME ZONE,
  lot_ref VARCHAR_CASESENSITIVE(64),
  hold VARCHAR_CASESENSITIVE(16),
  earned_at TIMESTAMP(6) WITH TIME ZONE,
  term VARCHAR_CASESENSITIVE(64),
  worth BIGINT NOT NULL,
  occurred_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  recorded_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  source_kind VARCHAR_CASESENSITIVE(16) NOT NULL,
  source_id VARCHAR_CASESENSITIVE NOT NULL,
  source_line INTEGER NOT NULL,
  rule_code VARCHAR_CASESENSITIVE(64) NOT NULL,
  figures VARCHAR_CASESENSITIVE NOT NULL,
  steps VARCHAR_CASESENSITIVE,
  staff_id VARCHAR_CASESENSITIVE(64),
  staff_role VARCHAR_CASESENSITIVE(16) NOT NULL,
  program VARCHAR_CASESENSITIVE(64) NOT NULL,
  CONSTRAINT ${prefix}entry_pk PRIMARY KEY (merchant_id, customer_id, seq)
);

CREATE TABLE IF NOT EXISTS ${prefix}event (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  customer_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  kind VARCHAR_CASESENSITIVE(32) NOT NULL,
  occurred_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  recorded_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  rule_code VARCHAR_CASESENSITIVE(64) NOT NULL,
  figures VARCHAR_CASESENSITIVE NOT NULL,
  steps VARCHAR_CASESENSITIVE,
  staff_id VARCHAR_CASESENSITIVE(64),
  staff_role VARCHAR_CASESENSITIVE(16) NOT NULL,
  program VARCHAR_CASESENSITIVE(64) NOT NULL,
  CONSTRAINT ${prefix}event_pk PRIMARY KEY (merchant_id, customer_id, seq)
);

CREATE TABLE IF NOT EXISTS ${prefix}complaint (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  complaint_id UUID NOT NULL,
  version BIGINT NOT NULL,
  customer_id UUID,
  store_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  channel VARCHAR_CASESENSITIVE(32) NOT NULL,
  opened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  as_of TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  wake_at TIMESTAMP(6) WITH TIME ZONE,
  state VARCHAR_CASESENSITIVE(16) NOT NULL,
  severity VARCHAR_CASESENSITIVE(16) NOT NULL,
  owner VARCHAR_CASESENSITIVE(64),
  waiting BOOLEAN NOT NULL,
  program VARCHAR_CASESENSITIVE(64) NOT NULL,
  last_seq INTEGER NOT NULL,
  claim_owner VARCHAR_CASESENSITIVE(64),
  claim_until TIMESTAMP(6) WITH TIME ZONE,
  CONSTRAINT ${prefix}complaint_pk PRIMARY KEY (merchant_id, complaint_id)
);

CREATE INDEX IF NOT EXISTS ${prefix}complaint_wake ON ${prefix}complaint (merchant_id, wake_at, complaint_id);

CREATE INDEX IF NOT EXISTS ${prefix}complaint_customer ON ${prefix}complaint (merchant_id, customer_id, complaint_id);

CREATE INDEX IF NOT EXISTS ${prefix}complaint_state ON ${prefix}complaint (merchant_id, state, complaint_id);

CREATE TABLE IF NOT EXISTS ${prefix}complaint_event (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  complaint_id UUID NOT NULL,
  seq INTEGER NOT NULL,
  kind VARCHAR_CASESENSITIVE(32) NOT NULL,
  occurred_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  recorded_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  rule_code VARCHAR_CASESENSITIVE(64) NOT NULL,
  figures VARCHAR_CASESENSITIVE NOT NULL,
  steps VARCHAR_CASESENSITIVE,
  words VARCHAR_CASESENSITIVE,
  staff_id VARCHAR_CASESENSITIVE(64),
  staff_role VARCHAR_CASESENSITIVE(16) NOT NULL,
  program VARCHAR_CASESENSITIVE(64) NOT NULL,
  CONSTRAINT ${prefix}complaint_event_pk PRIMARY KEY (merchant_id, complaint_id, seq)
);

CREATE TABLE IF NOT EXISTS ${prefix}feedback (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  answer_key VARCHAR_CASESENSITIVE(200) NOT NULL,
  feedback_id UUID NOT NULL,
  customer_id UUID,
  visit_id UUID,
  survey VARCHAR_CASESENSITIVE(32) NOT NULL,
  store_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  served_by VARCHAR_CASESENSITIVE(64),
  item VARCHAR_CASESENSITIVE(64),
  channel VARCHAR_CASESENSITIVE(16) NOT NULL,
  ratings VARCHAR_CASESENSITIVE NOT NULL,
  recommend INTEGER,
  words VARCHAR_CASESENSITIVE,
  sentiment INTEGER,
  complaint_id UUID,
  answered_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  staff_id VARCHAR_CASESENSITIVE(64),
  staff_role VARCHAR_CASESENSITIVE(16) NOT NULL,
  program VARCHAR_CASESENSITIVE(64) NOT NULL,
  CONSTRAINT ${prefix}feedback_pk PRIMARY KEY (merchant_id, answer_key)
);

CREATE INDEX IF NOT EXISTS ${prefix}feedback_time ON ${prefix}feedback (merchant_id, answered_at, feedback_id);

CREATE INDEX IF NOT EXISTS ${prefix}feedback_customer ON ${prefix}feedback (merchant_id, customer_id, answered_at, feedback_id);

CREATE TABLE IF NOT EXISTS ${prefix}outbox (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  message_id UUID NOT NULL,
  customer_id UUID,
  purpose VARCHAR_CASESENSITIVE(16) NOT NULL,
  priority VARCHAR_CASESENSITIVE(16) NOT NULL,
  rule_code VARCHAR_CASESENSITIVE(64) NOT NULL,
  figures VARCHAR_CASESENSITIVE NOT NULL,
  steps VARCHAR_CASESENSITIVE,
  about_kind VARCHAR_CASESENSITIVE(32),
  about_id VARCHAR_CASESENSITIVE(64),
  occurred_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE,
  version INTEGER NOT NULL,
  status VARCHAR_CASESENSITIVE(16) NOT NULL,
  channel VARCHAR_CASESENSITIVE(32) NOT NULL,
  fallbacks VARCHAR_CASESENSITIVE NOT NULL,
  to_staff VARCHAR_CASESENSITIVE(64),
  to_role VARCHAR_CASESENSITIVE(16),
  to_store VARCHAR_CASESENSITIVE(64),
  due_at TIMESTAMP(6) WITH TIME ZONE,
  attempts INTEGER NOT NULL,
  next_attempt_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  last_reason VARCHAR_CASESENSITIVE(500),
  reference VARCHAR_CASESENSITIVE(200),
  handled VARCHAR_CASESENSITIVE NOT NULL,
  claim_owner VARCHAR_CASESENSITIVE(64),
  claim_until TIMESTAMP(6) WITH TIME ZONE,
  CONSTRAINT ${prefix}outbox_pk PRIMARY KEY (merchant_id, message_id)
);

CREATE INDEX IF NOT EXISTS ${prefix}outbox_due ON ${prefix}outbox (merchant_id, status, priority, next_attempt_at, message_id);

CREATE INDEX IF NOT EXISTS ${prefix}outbox_age ON ${prefix}outbox (merchant_id, status, created_at, message_id);

CREATE INDEX IF NOT EXISTS ${prefix}outbox_customer ON ${prefix}outbox (merchant_id, customer_id, next_attempt_at, message_id);

CREATE INDEX IF NOT EXISTS ${prefix}outbox_task ON ${prefix}outbox (merchant_id, status, due_at, message_id);

CREATE INDEX IF NOT EXISTS ${prefix}outbox_about ON ${prefix}outbox (merchant_id, about_id, status, message_id);

CREATE INDEX IF NOT EXISTS ${prefix}outbox_purpose ON ${prefix}outbox (merchant_id, purpose, created_at, message_id);

CREATE INDEX IF NOT EXISTS ${prefix}outbox_reference ON ${prefix}outbox (merchant_id, channel, reference, message_id);

CREATE TABLE IF NOT EXISTS ${prefix}receipt (
  merchant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
  receipt_key VARCHAR_CASESENSITIVE(200) NOT NULL,
  fingerprint VARCHAR_CASESENSITIVE(64) NOT NULL,
  customer_id UUID,
  complaint_id UUID,
  from_seq BIGINT NOT NULL,
  through_seq BIGINT NOT NULL,
  committed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT ${prefix}receipt_pk PRIMARY KEY (merchant_id, receipt_key)
);

INSERT INTO ${prefix}schema_version (version) VALUES (1);
