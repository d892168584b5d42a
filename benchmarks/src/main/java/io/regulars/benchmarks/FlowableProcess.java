package io.regulars.benchmarks;

import io.regulars.complaint.CaseClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowElementsContainer;
import org.flowable.bpmn.model.ImplementationType;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.SubProcess;
import org.flowable.bpmn.model.TimerEventDefinition;
import org.flowable.bpmn.model.UserTask;

/**
 * A complaint's case as a process: a user task per step, and the clocks in one of three ways. A
 * clock that runs over several steps is a sub-process around them with timers at its border.
 */
enum FlowableProcess {
  /** A due date on every task and no timer: nobody is told when it passes. */
  DUE_DATES("due dates, no timers") {
    @Override
    List<Duration> timers(CaseClock clock) {
      return List.of();
    }

    @Override
    void steps(Process process) {
      List<UserTask> tasks = TASKS.stream().map(FlowableProcess::task).toList();
      tasks.forEach(
          task -> task.setDueDate(CaseClocks.budget(CaseClock.FIRST_SOLUTION).toString()));
      chain(process, tasks.toArray(FlowElement[]::new));
    }
  },
  /** One timer per clock, at its deadline: five per case. */
  TIMER_PER_CLOCK("a timer per clock") {
    @Override
    List<Duration> timers(CaseClock clock) {
      return List.of(CaseClocks.budget(clock));
    }
  },
  /** One timer per warning and rung: twenty per case. */
  TIMER_PER_STRIKE("a timer per warning and rung") {
    @Override
    List<Duration> timers(CaseClock clock) {
      return CaseClocks.strikes(clock);
    }
  };

  /** The process' key. */
  static final String KEY = "complaint";

  /** The steps after the opening. */
  static final List<String> TASKS =
      List.of(
          "assign",
          "acknowledge",
          "investigate",
          "conclude",
          "propose",
          "agree",
          "resolve",
          "followUp",
          "close");

  private final String words;

  FlowableProcess(String words) {
    this.words = words;
  }

  /** What it is called in a table. */
  String words() {
    return words;
  }

  /** When something happens to a clock, since it began. */
  abstract List<Duration> timers(CaseClock clock);

  /** The process, ready to be deployed. */
  BpmnModel model() {
    Process process = new Process();
    process.setId(KEY);
    process.setName("Complaint");
    steps(process);
    BpmnModel model = new BpmnModel();
    model.addProcess(process);
    return model;
  }

  void steps(Process process) {
    SubProcess response = stage("response", task("assign"), task("acknowledge"));
    SubProcess investigation =
        stage("investigation", response, task("investigate"), task("conclude"));
    guard(investigation, response, CaseClock.FIRST_RESPONSE);
    SubProcess solution = stage("solution", investigation, task("propose"));
    guard(solution, investigation, CaseClock.INVESTIGATION);
    SubProcess answer = stage("answer", solution, task("agree"));
    guard(answer, solution, CaseClock.FIRST_SOLUTION);
    UserTask followUp = task("followUp");
    chain(process, answer, task("resolve"), followUp, task("close"));
    guard(process, answer, CaseClock.ANSWER);
    guard(process, followUp, CaseClock.FOLLOW_UP);
  }

  private void guard(FlowElementsContainer around, Activity activity, CaseClock clock) {
    int number = 0;
    for (Duration after : timers(clock)) {
      String id = clock.name() + ++number;
      BoundaryEvent timer = timer(id, activity, after);
      ServiceTask tell = new ServiceTask();
      tell.setId("tell" + id);
      tell.setImplementationType(ImplementationType.IMPLEMENTATION_TYPE_EXPRESSION);
      tell.setImplementation("${execution.setVariable('told', '" + id + "')}");
      EndEvent told = new EndEvent();
      told.setId("told" + id);
      connect(around, List.of(timer, tell, told));
    }
  }

  private static BoundaryEvent timer(String id, Activity activity, Duration after) {
    TimerEventDefinition definition = new TimerEventDefinition();
    definition.setTimeDuration(after.toString());
    BoundaryEvent timer = new BoundaryEvent();
    timer.setId("timer" + id);
    timer.setAttachedToRef(activity);
    timer.setAttachedToRefId(activity.getId());
    timer.setCancelActivity(false);
    timer.addEventDefinition(definition);
    return timer;
  }

  private static UserTask task(String id) {
    UserTask task = new UserTask();
    task.setId(id);
    task.setName(id);
    if (id.equals(TASKS.get(0))) {
      task.setCandidateGroups(List.of("clerks"));
    } else {
      task.setAssignee("${owner}");
    }
    return task;
  }

  private static SubProcess stage(String id, FlowElement... elements) {
    SubProcess stage = new SubProcess();
    stage.setId(id);
    chain(stage, elements);
    return stage;
  }

  private static void chain(FlowElementsContainer container, FlowElement... elements) {
    String id = container instanceof SubProcess stage ? stage.getId() : KEY;
    StartEvent start = new StartEvent();
    start.setId("start-" + id);
    EndEvent end = new EndEvent();
    end.setId("end-" + id);
    List<FlowElement> all = new ArrayList<>(List.of(elements));
    all.add(0, start);
    all.add(end);
    connect(container, all);
  }

  private static void connect(FlowElementsContainer container, List<FlowElement> elements) {
    elements.forEach(container::addFlowElement);
    for (int i = 1; i < elements.size(); i++) {
      String from = elements.get(i - 1).getId();
      SequenceFlow flow = new SequenceFlow(from, elements.get(i).getId());
      flow.setId("after-" + from);
      container.addFlowElement(flow);
    }
  }
}
