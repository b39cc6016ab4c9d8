package io.iotpipeline.api.http;

import io.iotpipeline.api.alerts.AlertLog;
import io.iotpipeline.api.live.LiveHub;
import io.iotpipeline.api.pipeline.PipelineMonitor;
import io.iotpipeline.api.quarantine.QuarantineLog;
import io.iotpipeline.api.readings.AlertHistory;
import io.iotpipeline.api.readings.HourlyQueries;
import io.iotpipeline.api.readings.LatestReadings;
import io.iotpipeline.api.readings.ReadingQueries;
import io.iotpipeline.api.readings.Sparklines;
import io.iotpipeline.api.register.SensorQueries;
import io.iotpipeline.api.register.SensorRegister;
import io.iotpipeline.api.replay.Replays;

/** What answers the questions of clients. */
public record Services(
    SensorRegister register,
    SensorQueries sensors,
    AlertLog alerts,
    QuarantineLog quarantine,
    Replays replays,
    LatestReadings latest,
    ReadingQueries readings,
    HourlyQueries hourly,
    Sparklines sparklines,
    AlertHistory alertHistory,
    PipelineMonitor pipeline,
    LiveHub live) {}
