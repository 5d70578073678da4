#include "engine/runtime/simulatedruns.h"

#include "engine/core/json.h"

#include <cmath>

namespace Drover {

namespace {

/// SplitMix64: a well-mixed stream from any start, the same on every machine.
class Stream
{
public:
    explicit Stream(quint64 start) : m_state(start) {}
    double unit()
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return double((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
    }

private:
    quint64 m_state;
};

QByteArray outputLines(const QJsonObject& outputs)
{
    QByteArray text;
    for (auto it = outputs.constBegin(); it != outputs.constEnd(); ++it)
        text += it.key().toUtf8() + '=' + Json::toText(QJsonValue(*it)) + '\n';
    return text;
}

} // namespace

void SimulatedRuns::start(const Job& job, const SimulatedRun& how, Duration timeout, Instant now,
                          const QString& hash)
{
    Stream stream(quint64(m_seed) * 1000003U + quint64(job.id.value) * 8191U + quint64(job.run));
    const double seconds = how.seconds * (1 + how.spread * (2 * stream.unit() - 1));
    const bool failed = stream.unit() < how.fail;
    Outcome outcome;
    outcome.effect = job.effectKey();
    outcome.job = job.id;
    outcome.code = failed ? 1 : 0;
    outcome.detail = failed ? QStringLiteral("simulated failure, exit 1") : QString();
    outcome.hash = hash;
    outcome.outputs = failed ? QByteArray() : outputLines(how.outputs);
    outcome.started = now;
    outcome.ended = now + Duration(std::max<qint64>(1, std::llround(seconds * 1000)));
    if (timeout.count() > 0 && outcome.ended - now > timeout) {
        outcome.end = JobEnd::TimedOut;
        outcome.code = 0;
        outcome.detail = QStringLiteral("its time limit of %1 s passed")
                             .arg(std::chrono::duration_cast<std::chrono::seconds>(timeout).count());
        outcome.outputs.clear();
        outcome.ended = now + timeout;
    }
    if (m_fault)
        m_fault(job, outcome);
    m_due.insert_or_assign({outcome.ended, job.id}, outcome);
}

void SimulatedRuns::cancel(const Job& job, Instant now)
{
    for (auto it = m_due.begin(); it != m_due.end(); ++it) {
        if (it->second.effect != job.effectKey())
            continue;
        Outcome outcome = it->second;
        m_due.erase(it);
        outcome.end = JobEnd::Cancelled;
        outcome.code = 15;
        outcome.detail = QStringLiteral("cancelled");
        outcome.outputs.clear();
        outcome.ended = now;
        m_due.insert_or_assign({now, job.id}, outcome);
        return;
    }
}

std::optional<Instant> SimulatedRuns::next() const
{
    return m_due.empty() ? std::nullopt : std::optional(m_due.begin()->first.first);
}

QList<Outcome> SimulatedRuns::take(Instant now, qsizetype most)
{
    QList<Outcome> due;
    while (due.size() < most && !m_due.empty() && m_due.begin()->first.first <= now) {
        due.append(m_due.begin()->second);
        m_due.erase(m_due.begin());
    }
    return due;
}

} // namespace Drover
