#include "tests/recovery/sweephost.h"

#include <QCryptographicHash>
#include <algorithm>

namespace Drover::Testing {

using namespace Qt::StringLiterals;

void SweepHost::begin(const RunRequest& request, Instant now, int code)
{
    if (runs.contains(request.key)) {
        faults.append(u"%1 was started twice"_s.arg(request.key));
        return;
    }
    const QByteArray digest = QCryptographicHash::hash(request.key.toUtf8(), QCryptographicHash::Md5);
    Run run;
    run.machineUuid = request.environment.value(u"RS_UUID"_s);
    run.outcome.key = request.key;
    run.outcome.end = JobEnd::Exited;
    run.outcome.code = code;
    run.outcome.started = now;
    // Times of no two runs fall together, so that the order of the ends is the host's alone.
    run.outcome.ended = now + Duration(1000 + (quint8(digest[0]) * 256 + quint8(digest[1])) % 4000);
    run.outcome.hash = request.hash;
    run.outcome.outputs = "inventory/uptime-seconds=42\n";
    runs.insert_or_assign(request.key, run);
    places.insert(request.machine);
}

void SweepHost::cancel(const QString& key, Instant now)
{
    const auto it = runs.find(key);
    if (it == runs.end() || it->second.ended)
        return;
    it->second.outcome.end = JobEnd::Cancelled;
    it->second.outcome.code = 15;
    it->second.outcome.ended = now;
}

void SweepHost::forget(const QString& key)
{
    const auto it = runs.find(key);
    if (it == runs.end() || !it->second.ended)
        faults.append(u"%1 was to be forgotten before its end"_s.arg(key));
    else
        it->second.forgotten = true;
}

void SweepHost::restart(const QString& machineUuid)
{
    for (const auto& [key, run] : runs) {
        if (run.machineUuid == machineUuid && !run.ended)
            faults.append(u"%1 ran when its machine was restarted"_s.arg(key));
    }
}

std::optional<Instant> SweepHost::nextEnd() const
{
    std::optional<Instant> next;
    for (const auto& [key, run] : runs) {
        if (!run.ended && (!next || run.outcome.ended < *next))
            next = run.outcome.ended;
    }
    return next;
}

QStringList SweepHost::due(Instant now) const
{
    QList<std::pair<Instant, QString>> found;
    for (const auto& [key, run] : runs) {
        if (!run.ended && run.outcome.ended <= now)
            found.append({run.outcome.ended, key});
    }
    std::ranges::sort(found);
    QStringList keys;
    for (const auto& [at, key] : std::as_const(found))
        keys.append(key);
    return keys;
}

} // namespace Drover::Testing
