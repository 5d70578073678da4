-- The journal, the rows of live objects and of ended ones, answered commands and the text of content packs.
-- A table of objects has one column per field of its value type (a Sequence is spread), in any order. Moments are
-- milliseconds since 1970 UTC, durations milliseconds, uuids 16 bytes, counted ids numbers, names of enums text, everything
-- compound JSON.
--
-- A turn of a large simulation ends hundreds of jobs on machines all over the tables, and every page it touches is
-- written. So what grows is only appended to: a job's row is written when it begins and another when it ends, and instead
-- of an index into the past, each row of a thread holds the row before it. What changes over and over is kept small.

-- A thread strings together the rows about one thing: the events about `machine web-1`, the jobs of a cluster. `last` is
-- apart from the name so that many fit in a page.
CREATE TABLE thread (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE thread_end (
    id INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    subject INTEGER NOT NULL,   -- a thread
    previous INTEGER NOT NULL,  -- seq of the event before it in that thread, 0 for the first
    actor TEXT NOT NULL,
    cause TEXT NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    hash BLOB NOT NULL,         -- BLAKE2b of the hash before and of this event, see EventCodec::nextLink
    payload TEXT NOT NULL
) STRICT;
-- The journal for people with a SQLite shell.
CREATE VIEW journal AS
    SELECT seq, strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') AS at, kind, name AS subject, actor, cause, payload
    FROM event JOIN thread ON thread.id = event.subject;

CREATE TABLE command (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    request TEXT NOT NULL,
    receipt TEXT NOT NULL,
    refusal TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE content_pack (
    hash TEXT PRIMARY KEY,
    files TEXT NOT NULL
) STRICT;

CREATE TABLE ledger (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    created INTEGER NOT NULL,
    simulated INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    speed REAL NOT NULL,
    "lastJob" INTEGER NOT NULL,
    "lastWorkOrder" INTEGER NOT NULL,
    "lastOperation" INTEGER NOT NULL,
    "lastMachine" INTEGER NOT NULL
) STRICT;

CREATE TABLE pack (
    name TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    hash TEXT NOT NULL,
    "order" INTEGER NOT NULL
) STRICT;

CREATE TABLE pool (
    name TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    parent TEXT NOT NULL,
    "enterActions" TEXT NOT NULL,
    "exitActions" TEXT NOT NULL,
    "allocateActions" TEXT NOT NULL,
    "releaseActions" TEXT NOT NULL,
    "minFree" INTEGER NOT NULL
) STRICT;

CREATE TABLE profile (
    name TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    params TEXT NOT NULL,
    profiles TEXT NOT NULL
) STRICT;

CREATE TABLE machine (
    uuid BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    sequence_workflow TEXT NOT NULL,
    "workOrderMode" INTEGER NOT NULL,
    runner TEXT NOT NULL,
    health TEXT NOT NULL,
    created INTEGER NOT NULL,
    pool TEXT NOT NULL,
    "poolStatus" TEXT NOT NULL,
    "poolAllocated" INTEGER NOT NULL,
    "freeSince" INTEGER NOT NULL,
    "freeProof" TEXT NOT NULL,
    cluster TEXT NOT NULL,
    role TEXT NOT NULL,
    "memberName" TEXT NOT NULL,
    draining INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    broker TEXT NOT NULL,
    application TEXT NOT NULL,
    address TEXT NOT NULL,
    description TEXT NOT NULL,
    lock TEXT NOT NULL,
    "namesGiven" TEXT NOT NULL,
    profiles TEXT NOT NULL,
    params TEXT NOT NULL,
    "sequence_errorStack" TEXT NOT NULL,
    sequence_tasks TEXT NOT NULL
) STRICT;
-- What running tasks change.
CREATE TABLE machine_sequence (
    uuid BLOB PRIMARY KEY,
    "sequence_currentTask" INTEGER NOT NULL,
    sequence_attempt INTEGER NOT NULL,
    sequence_retries INTEGER NOT NULL,
    sequence_job INTEGER NOT NULL,
    sequence_complete INTEGER NOT NULL,
    sequence_stop TEXT NOT NULL,
    sequence_wait TEXT NOT NULL,
    "sequence_waitUntil" INTEGER NOT NULL,
    "sequence_resumedAt" INTEGER NOT NULL,
    sequence_stage TEXT NOT NULL,
    "sequence_bootEnv" TEXT NOT NULL,
    "sequence_waitFor" TEXT NOT NULL,
    "sequence_stopReason" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A job as it began; while it is open its changes are made here.
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    machine BLOB NOT NULL,
    "workOrder" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    run INTEGER NOT NULL,
    runner TEXT NOT NULL,
    state TEXT NOT NULL,
    "exitState" TEXT NOT NULL,
    "end" TEXT NOT NULL,
    "exitCode" INTEGER NOT NULL,
    "cancelRequested" INTEGER NOT NULL,
    created INTEGER NOT NULL,
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    "machineName" TEXT NOT NULL,
    member TEXT NOT NULL,
    cluster TEXT NOT NULL,
    task TEXT NOT NULL,
    stage TEXT NOT NULL,
    workflow TEXT NOT NULL,
    message TEXT NOT NULL,
    "waitsFor" TEXT NOT NULL,
    hash TEXT NOT NULL,
    "previousOfMachine" INTEGER NOT NULL,   -- the job before it on the machine, 0 for the first
    "previousOfCluster" INTEGER NOT NULL
) STRICT;
CREATE TABLE job_live (
    id INTEGER PRIMARY KEY
) STRICT;
-- What has become of it: an ended job has these columns from here. In the order of their ends, so that it is appended to.
CREATE TABLE job_end (
    ending INTEGER PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    run INTEGER NOT NULL,
    state TEXT NOT NULL,
    "exitState" TEXT NOT NULL,
    "end" TEXT NOT NULL,
    "exitCode" INTEGER NOT NULL,
    "cancelRequested" INTEGER NOT NULL,
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    message TEXT NOT NULL,
    "waitsFor" TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

-- live = 0: ended, and no longer read at start-up.
CREATE TABLE work_order (
    id INTEGER PRIMARY KEY,
    live INTEGER NOT NULL,
    target BLOB NOT NULL,
    "targetName" TEXT NOT NULL,
    blueprint TEXT NOT NULL,
    operation INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    created INTEGER NOT NULL,
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    "sequence_currentTask" INTEGER NOT NULL,
    sequence_attempt INTEGER NOT NULL,
    sequence_retries INTEGER NOT NULL,
    sequence_job INTEGER NOT NULL,
    sequence_complete INTEGER NOT NULL,
    sequence_stop TEXT NOT NULL,
    sequence_wait TEXT NOT NULL,
    "sequence_waitUntil" INTEGER NOT NULL,
    "sequence_resumedAt" INTEGER NOT NULL,
    sequence_stage TEXT NOT NULL,
    "sequence_bootEnv" TEXT NOT NULL,
    sequence_workflow TEXT NOT NULL,
    "sequence_waitFor" TEXT NOT NULL,
    "sequence_stopReason" TEXT NOT NULL,
    profiles TEXT NOT NULL,
    params TEXT NOT NULL,
    "sequence_errorStack" TEXT NOT NULL,
    sequence_tasks TEXT NOT NULL
) STRICT;
CREATE INDEX work_order_live ON work_order (live) WHERE live = 1;
CREATE INDEX work_order_target ON work_order (target);

CREATE TABLE operation (
    id INTEGER PRIMARY KEY,
    live INTEGER NOT NULL,
    kind TEXT NOT NULL,
    cluster TEXT NOT NULL,
    state TEXT NOT NULL,
    plan TEXT NOT NULL,
    step INTEGER NOT NULL,
    "stepStarted" INTEGER NOT NULL,
    "order" INTEGER NOT NULL,
    "orderState" TEXT NOT NULL,
    "orderReason" TEXT NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    aborting INTEGER NOT NULL,
    keep INTEGER NOT NULL,
    actor TEXT NOT NULL,
    via TEXT NOT NULL,
    reason TEXT NOT NULL,
    why TEXT NOT NULL,
    amendments TEXT NOT NULL,
    created INTEGER NOT NULL,
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL
) STRICT;
CREATE INDEX operation_live ON operation (live) WHERE live = 1;
CREATE INDEX operation_cluster ON operation (cluster);

CREATE TABLE plan (
    operation INTEGER PRIMARY KEY,
    live INTEGER NOT NULL,
    id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    request TEXT NOT NULL,
    allowed INTEGER NOT NULL,
    broker TEXT NOT NULL,
    application TEXT NOT NULL,
    pool TEXT NOT NULL,
    topology TEXT NOT NULL,
    steps TEXT NOT NULL,
    "add" TEXT NOT NULL,
    remove TEXT NOT NULL,
    batches TEXT NOT NULL,
    gates TEXT NOT NULL,
    stages TEXT NOT NULL,
    checks TEXT NOT NULL,
    "availabilityMinimum" INTEGER NOT NULL,
    "availabilityFloor" INTEGER NOT NULL,
    quorum TEXT NOT NULL,
    "predictedP10" INTEGER NOT NULL,
    "predictedP50" INTEGER NOT NULL,
    "predictedP90" INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_live ON plan (live) WHERE live = 1;

CREATE TABLE gate (
    cluster TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    need TEXT NOT NULL,
    "when" TEXT NOT NULL,
    needed INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    declared INTEGER NOT NULL,
    "openedAt" INTEGER NOT NULL,
    arrived TEXT NOT NULL,
    "waitingRoles" TEXT NOT NULL,
    unreachable TEXT NOT NULL,
    PRIMARY KEY (cluster, name)
) STRICT;

CREATE TABLE intent (
    effect TEXT PRIMARY KEY,
    job INTEGER NOT NULL,
    machine BLOB NOT NULL,
    kind TEXT NOT NULL,
    runner TEXT NOT NULL,
    opened INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
