package io.regulars.testkit;

class WorkingTimesLawsTest extends WorkingTimeLaws {}
