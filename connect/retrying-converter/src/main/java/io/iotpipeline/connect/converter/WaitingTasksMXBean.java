package io.iotpipeline.connect.converter;

/** See {@link WaitingTasks}. */
public interface WaitingTasksMXBean {

  int getWaitingTasks();
}
