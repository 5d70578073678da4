#pragma once

#include "engine/core/state.h"

#include <memory>

namespace Drover {

/// True figures for the status bar; observations, not journal.
struct Figures
{
    int runningJobs = 0;
    int jobLimit = 0;
    int queuedJobs = 0; ///< sequences that are ready and wait for a slot
    qint64 seq = 0;
    double eventsPerSecond = 0;
    qint64 databaseBytes = 0;
    qint64 walBytes = 0;
    Instant now;      ///< the engine's time (virtual in a simulated directory)
    double speed = 1; ///< engine seconds per wall second; 0 = as fast as it goes
    Instant started;  ///< when this engine started, in its own time
    QString trouble;  ///< why changes are refused just now (store-unavailable …); empty: all well
    QString directory;

    static constexpr auto fields()
    {
        return std::tuple(field("runningJobs", &Figures::runningJobs), field("jobLimit", &Figures::jobLimit),
                          field("queuedJobs", &Figures::queuedJobs), field("seq", &Figures::seq),
                          field("eventsPerSecond", &Figures::eventsPerSecond),
                          field("databaseBytes", &Figures::databaseBytes),
                          field("walBytes", &Figures::walBytes), field("now", &Figures::now),
                          field("speed", &Figures::speed), field("started", &Figures::started),
                          field("trouble", &Figures::trouble), field("directory", &Figures::directory));
    }
    bool operator==(const Figures&) const = default;
};

/// What a running job shows before it ends: bytes of output, `progress=`, `status=`. Never folded, never
/// stored as events.
struct JobObservation
{
    JobId job;
    qint64 outputBytes = 0;
    int progress = -1; ///< 0…100; -1 = not said
    QString status;

    static constexpr auto fields()
    {
        return std::tuple(
            field("job", &JobObservation::job), field("outputBytes", &JobObservation::outputBytes),
            field("progress", &JobObservation::progress), field("status", &JobObservation::status));
    }
    bool operator==(const JobObservation&) const = default;
};

/// The objects of one kind that a batch changes: whole new values, and the keys of those that are gone.
template <class T>
struct Changes
{
    QList<T> changed;
    QList<typename T::Key> removed;

    static constexpr auto fields()
    {
        return std::tuple(field("changed", &Changes::changed), field("removed", &Changes::removed));
    }
    bool operator==(const Changes&) const = default;
};

/// An immutable piece of news for a client: everything committed between two journal positions, merged by id.
/// The first batch of a subscription is a snapshot that replaces whatever the client held. Values only;
/// crosses threads and sockets.
struct ChangeBatch
{
    bool snapshot = false;
    qint64 fromSeq = 0;
    qint64 toSeq = 0;
    Changes<PackRef> packs;
    Changes<Pool> pools;
    Changes<Profile> profiles;
    Changes<Machine> machines;
    Changes<Job> jobs; ///< open ones; `removed` are those that ended
    Changes<WorkOrder> workOrders;
    Changes<Plan> plans;
    Changes<Operation> operations;
    Changes<Gate> gates;
    QList<Job> endedJobs; ///< their last values; in a snapshot the newest of the history
    QList<WorkOrder> endedWorkOrders;
    QList<Operation> endedOperations;
    QList<EventRecord> events; ///< may be cut short, see `eventsTruncated`
    bool eventsTruncated = false;
    QList<JobObservation> observations;
    Figures figures;

    static constexpr auto fields()
    {
        return std::tuple(
            field("snapshot", &ChangeBatch::snapshot), field("fromSeq", &ChangeBatch::fromSeq),
            field("toSeq", &ChangeBatch::toSeq), field("packs", &ChangeBatch::packs),
            field("pools", &ChangeBatch::pools), field("profiles", &ChangeBatch::profiles),
            field("machines", &ChangeBatch::machines), field("jobs", &ChangeBatch::jobs),
            field("workOrders", &ChangeBatch::workOrders), field("plans", &ChangeBatch::plans),
            field("operations", &ChangeBatch::operations), field("gates", &ChangeBatch::gates),
            field("endedJobs", &ChangeBatch::endedJobs),
            field("endedWorkOrders", &ChangeBatch::endedWorkOrders),
            field("endedOperations", &ChangeBatch::endedOperations), field("events", &ChangeBatch::events),
            field("eventsTruncated", &ChangeBatch::eventsTruncated),
            field("observations", &ChangeBatch::observations), field("figures", &ChangeBatch::figures));
    }
    bool operator==(const ChangeBatch&) const = default;

    /// The changes of one kind of object.
    template <class T>
    [[nodiscard]] Changes<T>& of();
};
using ChangeBatchPtr = std::shared_ptr<const ChangeBatch>;

} // namespace Drover

namespace Drover::Json { // in apicodecs.cpp; see engine/core/event.h
extern template void write(QByteArray&, const ChangeBatch&);
extern template bool read(const QJsonValue&, ChangeBatch&);
} // namespace Drover::Json
