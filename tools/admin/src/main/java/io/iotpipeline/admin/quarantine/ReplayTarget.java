package io.iotpipeline.admin.quarantine;

/** Destination of a replay. */
public interface ReplayTarget extends AutoCloseable {

  /** Discards records, for a dry run. */
  ReplayTarget NOWHERE =
      new ReplayTarget() {
        @Override
        public void begin() {}

        @Override
        public void add(QuarantinedRecord record) {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
      };

  /** Ends every earlier replay, crashed or running. */
  void begin();

  void add(QuarantinedRecord record);

  /** Returns when all added records are committed. */
  void finish();

  @Override
  void close();
}
