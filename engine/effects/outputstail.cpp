#include "engine/effects/outputstail.h"

#include "engine/effects/regularfile.h"
#include "engine/effects/runworkspace.h"

#include <QFile>
#include <QSet>
#include <algorithm>
#include <array>
#include <sys/inotify.h>
#include <unistd.h>

namespace Drover {

using namespace Qt::StringLiterals;

OutputsTail::OutputsTail() : m_inotify(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {}

OutputsTail::~OutputsTail()
{
    if (m_inotify >= 0)
        close(m_inotify);
}

QList<Observation> OutputsTail::watch(const QString& key, const QString& path)
{
    if (m_followed.contains(key))
        return {};
    Followed followed;
    followed.path = path;
    if (m_inotify >= 0)
        followed.watch = inotify_add_watch(m_inotify, QFile::encodeName(path).constData(), IN_MODIFY);
    if (followed.watch >= 0)
        m_keys.insert(followed.watch, key);
    return readNew(key, *m_followed.insert(key, followed)); // after the watch: nothing falls in between
}

QList<Observation> OutputsTail::read()
{
    QSet<QString> changed;
    alignas(inotify_event) std::array<char, 4096> buffer{};
    ssize_t got = 0;
    while ((got = ::read(m_inotify, buffer.data(), buffer.size())) > 0) {
        for (ssize_t at = 0; at < got;) {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
            if (const auto key = m_keys.constFind(event->wd); key != m_keys.cend())
                changed.insert(*key);
            at += static_cast<ssize_t>(sizeof(inotify_event)) + event->len;
        }
    }
    QList<Observation> seen;
    for (const QString& key : changed)
        seen += readNew(key, m_followed[key]);
    return seen;
}

QList<Observation> OutputsTail::finish(const QString& key)
{
    const auto at = m_followed.find(key);
    if (at == m_followed.end())
        return {};
    const QList<Observation> seen = readNew(key, *at);
    if (at->watch >= 0) {
        inotify_rm_watch(m_inotify, at->watch);
        m_keys.remove(at->watch);
    }
    m_followed.erase(at);
    return seen;
}

/// Whole lines since the last time; of each kind only the last is worth showing.
QList<Observation> OutputsTail::readNew(const QString& key, Followed& followed)
{
    QFile file(followed.path);
    if (!openRegular(file) || !file.seek(followed.at))
        return {};
    const QByteArray fresh = file.read(std::max<qint64>(0, RunWorkspace::outputsLimit - followed.at));
    const qsizetype whole = fresh.lastIndexOf('\n') + 1;
    followed.at += whole;

    QList<Observation> seen;
    const auto keepLast = [&seen](const Observation& observation) {
        seen.removeIf([&](const Observation& other) { return other.kind == observation.kind; });
        seen.append(observation);
    };
    for (const QByteArray& line : fresh.left(whole).split('\n')) {
        Observation observation{key, Observation::Kind::Progress, 0, 0, {}};
        bool isNumber = false;
        if (line.startsWith("progress=")) {
            observation.progress = std::clamp(line.mid(9).trimmed().toInt(&isNumber), 0, 100);
            if (isNumber)
                keepLast(observation);
        } else if (line.startsWith("status=")) {
            observation.kind = Observation::Kind::Status;
            observation.text = QString::fromUtf8(line.mid(7).trimmed());
            keepLast(observation);
        }
    }
    return seen;
}

} // namespace Drover
