package io.iotpipeline.api.http;

import io.iotpipeline.api.alerts.AlertLog;
import io.iotpipeline.api.pipeline.PipelineMonitor;
import io.iotpipeline.api.readings.LatestReadings;
import io.iotpipeline.api.register.SensorQueries;
import io.iotpipeline.api.register.SensorRegister;

/** What answers the questions of clients. */
public record Services(
    SensorRegister register,
    SensorQueries sensors,
    AlertLog alerts,
    LatestReadings latest,
    PipelineMonitor pipeline) {}
