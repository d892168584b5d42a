/**
 * Complaints, from a bad word to a kept promise. A case is its log: {@link
 * io.regulars.complaint.CaseStanding} is the fold of it, {@link io.regulars.complaint.CaseAction}
 * the table of what may be done where, {@link io.regulars.complaint.ClockReading} what the clocks
 * show, {@link io.regulars.complaint.CaseAdvance} what time alone does, and {@link
 * io.regulars.complaint.ComplaintService} the desk. docs/complaints.md draws it.
 */
@NullMarked
package io.regulars.complaint;

import org.jspecify.annotations.NullMarked;
