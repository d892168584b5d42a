/**
 * The numbers of complaints, and cases fit for the public. {@link
 * io.regulars.casebook.CasebookService} reads the cases of a period one by one, {@link
 * io.regulars.casebook.CaseReport} says what every figure counts. docs/complaints.md defines them.
 */
@NullMarked
package io.regulars.casebook;

import org.jspecify.annotations.NullMarked;
