package io.iotpipeline.admin.quarantine;

/** Where a replay puts records. */
public interface ReplayTarget extends AutoCloseable {

  /** Puts them nowhere: for a dry run. */
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

  /** Ends every earlier replay, whether it crashed or still runs. */
  void begin();

  void add(QuarantinedRecord record);

  /** Returns when all that was added is there for good. */
  void finish();

  @Override
  void close();
}
